import { type Content, type Html, html } from "./html";

export interface Column {
  readonly title: string;
  /** Numbers stand right, so that their digits stand one below the other. */
  readonly kind?: "number";
}

export interface Table {
  readonly caption: Content;
  /** Of the whole table, beside `data`. */
  readonly className?: string;
  readonly columns: readonly Column[];
  /** The first cell of a row names it. */
  readonly rows: readonly { readonly className?: string; readonly cells: readonly Content[] }[];
}

/**
 * A table that becomes a list of cards where the screen is narrow: each cell then says its column's title. The roles are
 * written out, since CSS that lays a table out otherwise takes its meaning from screen readers.
 */
export function dataTable({ caption, className, columns, rows }: Table): Html {
  return html`<table role="table" class="data${className ? ` ${className}` : ""}">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(
    ({ title, kind }) => html`<th role="columnheader" scope="col"${kindOf(kind)}>${title}</th>`,
  )}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  (row) => html`<tr role="row"${row.className !== undefined && html` class="${row.className}"`}>${row.cells.map(
    (cell, index) =>
      index === 0
        ? html`<th role="rowheader" scope="row"${kindOf(columns[0]?.kind)}>${cell}</th>`
        : html`<td role="cell" data-title="${columns[index]?.title}"${kindOf(columns[index]?.kind)}><div>${cell}</div></td>`,
  )}</tr>
`,
)}</tbody>
</table>`;
}

function kindOf(kind: Column["kind"]): Content {
  return kind !== undefined && html` class="${kind}"`;
}
