import { type Html, html } from "./html";

/** A command to type, broken between its words where the screen is narrow: `--config` is one of them. */
export function commandOf(command: string): Html {
  return html`<pre class="command"><code>${command
    .split(" ")
    .map((word, index) => [index > 0 && " ", html`<span>${word}</span>`])}</code></pre>`;
}
