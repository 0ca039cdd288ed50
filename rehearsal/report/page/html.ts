/** Markup that may stand in a page as it is: everything that came from elsewhere is escaped in it. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand between pieces of markup. Nothing is made of undefined and false, so that `condition && html` reads well. */
export type Content = Html | string | number | undefined | false | readonly Content[];

/**
 * Markup with everything put into it escaped, unless it is markup itself. Attributes stand in double quotes:
 * html`<a href="${address}">${name}</a>`.
 */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(pieces.reduce((text, piece, index) => text + written(contents[index - 1]) + piece));
}

function written(content: Content): string {
  if (content === undefined || content === false) return "";
  if (content instanceof Html) return content.text;
  if (typeof content === "object") return content.map(written).join("");
  return escaped(String(content));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What a parser of HTML refuses or changes silently: control characters that are no white space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

function escaped(text: string): string {
  return text.replace(CONTROL, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
