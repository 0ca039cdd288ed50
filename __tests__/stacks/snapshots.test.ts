import { stacksOf } from "../stacks-of";

/** What differs with each build of the controller or with the user's own files, and says nothing about a stack. */
const MASKED: [RegExp, string][] = [
  [/assets\/[\w-]+\/[0-9A-F]{32}\/[\w.-]+/g, "assets/<hash>"],
  [/"user_data_base64": "[^"]+"/g, '"user_data_base64": "<bytes>"'],
  [/\b[0-9a-f]{64}\b/g, "<sha256>"],
];

describe.each(["smallest", "everything-set"] as const)("the configuration %s", (name) => {
  const stacks = stacksOf(name);

  it.each(Object.keys(stacks))("synthesizes the stack %s as reviewed", (stack) => {
    const json = JSON.stringify(stacks[stack], null, 2);
    expect(MASKED.reduce((text, [hash, mask]) => text.replace(hash, mask), json)).toMatchSnapshot();
  });
});
