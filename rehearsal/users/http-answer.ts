/** An answer of an HTTP server as far as it is here. `page`: the first line of its body. */
export type HttpAnswer =
  | { readonly kind: "whole"; readonly status: number; readonly page: string }
  | { readonly kind: "partial" }
  | { readonly kind: "nonsense" };

export const emptyAnswer = Buffer.alloc(0);

const END_OF_HEAD = "\r\n\r\n";
const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})/;
const LENGTH = /^content-length: *(\d+)/im;
const CHUNKED = /^transfer-encoding: *chunked/im;
/** Bytes of a page's first line that are kept. */
const LINE_LIMIT = 200;

/** Reads an answer that ends by its length, by its last chunk, or with the connection (RFC 9112, section 6.3). */
export function readAnswer(bytes: Buffer, connectionIsOver: boolean): HttpAnswer {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd < 0) return { kind: connectionIsOver ? "nonsense" : "partial" };
  const head = bytes.toString("latin1", 0, headEnd);
  const status = STATUS_LINE.exec(head)?.[1];
  if (status === undefined) return { kind: "nonsense" };
  const body = bytes.subarray(headEnd + END_OF_HEAD.length);
  const whole = (content: string): HttpAnswer => ({
    kind: "whole",
    status: Number(status),
    page: content.split("\n", 1)[0]!.trim().slice(0, LINE_LIMIT),
  });
  const length = LENGTH.exec(head)?.[1];
  if (length !== undefined) {
    // A connection that ends in the middle of a page has not served it.
    if (body.length < Number(length)) return { kind: connectionIsOver ? "nonsense" : "partial" };
    return whole(body.toString("utf8", 0, Number(length)));
  }
  if (CHUNKED.test(head)) {
    const content = unchunked(body);
    return content === undefined ? { kind: connectionIsOver ? "nonsense" : "partial" } : whole(content);
  }
  return connectionIsOver ? whole(body.toString("utf8")) : { kind: "partial" };
}

/** Undefined until the last chunk is here (RFC 9112, section 7.1). */
function unchunked(body: Buffer): string | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(body.toString("latin1", at, lineEnd), 16);
    if (size === 0) return Buffer.concat(chunks).toString("utf8");
    const begin = lineEnd + 2;
    if (!(begin + size <= body.length)) return undefined;
    chunks.push(body.subarray(begin, begin + size));
    at = begin + size + 2;
  }
}
