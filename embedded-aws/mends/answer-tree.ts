/** An element of an answer in XML: text, or elements inside. EC2's answers have no attributes but the root's `xmlns`. */
export interface Element {
  readonly name: string;
  readonly attributes: string;
  /** Escaped as it stands in the answer. */
  text: string;
  children: Element[];
}

const DECLARATION = /^<\?xml[^>]*\?>\s*/;
const TOKEN = /<(\/?)([\w:.-]+)([^>]*?)(\/?)>|([^<]+)/g;

/** Reads what moto serializes: no comments, no CDATA, and no text beside elements. */
export function readAnswer(xml: string): Element {
  const document: Element = { name: "", attributes: "", text: "", children: [] };
  const open = [document];
  for (const [, closes, name, attributes = "", isEmpty, text] of xml.replace(DECLARATION, "").matchAll(TOKEN)) {
    const parent = open.at(-1)!;
    if (name === undefined) parent.text += text;
    else if (closes) open.pop();
    else {
      const element = { name, attributes, text: "", children: [] };
      parent.children.push(element);
      if (!isEmpty) open.push(element);
    }
  }
  return document.children[0] ?? document;
}

export function writeAnswer(root: Element): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${write(root)}`;
}

/** An element with text, which is escaped. */
export function element(name: string, text: string, ...children: Element[]): Element {
  return { name, attributes: "", text: text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"), children };
}

export function childOf(parent: Element, name: string): Element | undefined {
  return parent.children.find((child) => child.name === name);
}

export function textOf(parent: Element, name: string): string | undefined {
  return childOf(parent, name)?.text;
}

/** Puts an element in the place of the one of its name, or at the end. */
export function replaceChild(parent: Element, child: Element): void {
  const at = parent.children.findIndex(({ name }) => name === child.name);
  if (at < 0) parent.children.push(child);
  else parent.children[at] = child;
}

/** Drops every list item inside for which this does not hold, at any depth and the inner ones first. */
export function keepItems(parent: Element, isKept: (item: Element) => boolean): void {
  for (const child of parent.children) keepItems(child, isKept);
  parent.children = parent.children.filter((child) => child.name !== "item" || isKept(child));
}

/** Every list item inside, at any depth. */
export function itemsOf(parent: Element): Element[] {
  return parent.children.flatMap((child) => [...(child.name === "item" ? [child] : []), ...itemsOf(child)]);
}

function write({ name, attributes, text, children }: Element): string {
  if (text === "" && children.length === 0) return `<${name}${attributes}/>`;
  return `<${name}${attributes}>${children.length > 0 ? children.map(write).join("") : text}</${name}>`;
}
