import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { Fault, Path, Problem } from "./problem";

/** A YAML text that could be read, and where everything in it stands. */
export interface ConfigurationDocument {
  /** Plain values: mappings are objects, keys are text. */
  data: unknown;
  /** Line, from 1, of the key or list item at a path; of the nearest one above it where there is none. */
  lineOf(path: Path): number;
  /** The value as it is written, `a mapping`, `a list`, or `nothing`. */
  givenAt(path: Path): string;
}

const YAML_ALLOWED = "YAML 1.2: `key: value` lines, indented by spaces, and lists of `- ` items";
/** Characters of a value that fit beside the rest of a problem. */
const GIVEN_LENGTH = 60;

/** Parses the bytes of a file; what is no YAML, or not one mapping's worth of it, comes back as problems. */
export function readDocument(
  file: string,
  bytes: Uint8Array,
): { ok: true; document: ConfigurationDocument } | { ok: false; problems: Problem[] } {
  const failed = (line: number, given: string, fault: Fault) => ({
    ok: false as const,
    problems: [{ ...fault, file, line, path: [], given }],
  });
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return failed(1, "bytes of another encoding", {
      code: "file-not-utf8",
      what: "this is no UTF-8 text",
      allowed: "UTF-8",
    });
  }
  const lines = new LineCounter();
  // Nesting beyond the stack, an alias to nothing or a thousandfold alias make the parser throw instead of reporting.
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
    const complaints = [...document.errors, ...document.warnings];
    if (complaints.length > 0) {
      return { ok: false, problems: complaints.map((complaint) => syntaxProblem(file, text, lines, complaint)) };
    }
    const data: unknown = document.toJS();
    if (data === null || data === undefined) {
      return failed(1, "nothing", {
        code: "file-empty",
        what: "the file says nothing",
        allowed: "at least `workloads` and `alerts`",
      });
    }
    return { ok: true, document: located(document, text, lines, data) };
  } catch (error) {
    const what = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    return failed(1, "this file", {
      code: "yaml-syntax",
      what: `this is no usable YAML: ${what}`,
      allowed: YAML_ALLOWED,
    });
  }
}

function syntaxProblem(
  file: string,
  text: string,
  lines: LineCounter,
  complaint: { code: string; message: string; pos: [number, number] },
): Problem {
  const line = Math.max(1, lines.linePos(complaint.pos[0]).line);
  const given = shortened(text.split("\n")[line - 1] ?? "");
  const place = { file, line, path: [], given };
  if (complaint.code === "DUPLICATE_KEY") {
    return { ...place, code: "duplicate-key", what: "this key stands twice in one mapping", allowed: "each key once" };
  }
  const what = complaint.message.split("\n")[0]!.replace(/\.$/, "");
  return { ...place, code: "yaml-syntax", what: `this is no YAML: ${what}`, allowed: YAML_ALLOWED };
}

function located(document: Document, text: string, lines: LineCounter, data: unknown): ConfigurationDocument {
  return {
    data,
    lineOf: (path) => Math.max(1, lines.linePos(nodeAt(document, path).offset).line),
    givenAt: (path) => {
      const { node } = nodeAt(document, path);
      if (isScalar(node) && node.range) {
        return shortened(text.slice(node.range[0], node.range[1]));
      }
      if (isMap(node)) return "a mapping";
      return isSeq(node) ? "a list" : "nothing";
    },
  };
}

/** The node at a path, if there is one, and the offset of its key, its list item, or the nearest one above. */
function nodeAt(document: Document, path: Path): { node: Node | undefined; offset: number } {
  let node = resolved(document, document.contents);
  let offset = node?.range?.[0] ?? 0;
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(segment));
      if (pair === undefined) return { node: undefined, offset };
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = resolved(document, pair.value);
    } else if (isSeq(node)) {
      const item = node.items[Number(segment)] as Node | undefined;
      offset = item?.range?.[0] ?? offset;
      node = resolved(document, item);
    } else {
      return { node: undefined, offset };
    }
  }
  return { node, offset };
}

function resolved(document: Document, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(document);
  return (node as Node | null) ?? undefined;
}

function shortened(source: string): string {
  const line = source.replace(/\s+/g, " ").trim();
  if (line === "") return "nothing";
  return line.length <= GIVEN_LENGTH ? line : `${line.slice(0, GIVEN_LENGTH)}…`;
}
