import type { MessageReport } from "../report";
import { type Html, html } from "./html";
import { counted, sinceText } from "./time-text";

/** The letters that people would have found, closed until they are opened. `origin` in milliseconds of AWS time. */
export function messagesOf(messages: readonly MessageReport[], origin: number): Html {
  if (messages.length === 0)
    return html`<h4>What people were told</h4><p class="nothing">Nothing: no message was sent.</p>`;
  return html`<h4>What people were told: ${counted(messages.length, "message")}</h4>
<ol class="messages">${messages.map(
    ({
      at,
      to,
      subject,
      body,
    }) => html`<li><details><summary><span class="when">${sinceText(at, origin)}</span> <span class="subject">${subject}</span></summary>
<p class="to">To ${recipientText(to)}</p><pre>${body}</pre></details></li>
`,
  )}</ol>`;
}

/** `ops@example.com, by email`, of what SNS calls protocol and endpoint: `email ops@example.com`. */
function recipientText(to: string): string {
  const [, protocol, endpoint] = /^(\S+) (\S+)$/.exec(to) ?? [];
  return endpoint === undefined ? to : `${endpoint}, by ${protocol}`;
}
