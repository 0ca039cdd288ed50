import fc from "fast-check";
import { FILE, loadText } from "./loaded-text";

/** A hundred of each of the three kinds of text: fast-check's own default for one kind. */
const TEXTS = 300;

describe("whatever the file says", () => {
  const words = fc.constantFrom(
    "workloads",
    "alerts",
    "regions",
    "primary",
    "existing",
    "- ",
    ": ",
    "{",
    "[",
    "&a ",
    "*a",
    "\n  ",
  );
  const yamlLike = fc
    .array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 40 })
    .map((parts) => parts.join(""));
  const keys = fc.constantFrom(
    "workloads", "alerts", "regions", "tags", "state", "awsProvider", "domain", "hostedZone", "name", "ttl", "runtime",
    "healthCheck", "protocol", "port", "primary", "standby", "existing", "address", "ami", "userData", "bucket", "__proto__",
  ); // biome-ignore format: a list of words
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        "a.dev",
        "us-east-1",
        "+12065550100",
        null,
        true,
        1e300,
        -1,
        "nodejs24.x",
        "t3.micro",
        "10.0.0.1",
      ),
      fc.string(),
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(keys, tie("tree"), { maxKeys: 8 }),
    ),
  }));
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    yamlLike,
    tree.map((value) => JSON.stringify(value)),
  );

  test("loading never throws, and each problem has a line and says what is allowed", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const loaded = loadText(text);
        if (loaded.ok) return;
        expect(loaded.problems.length).toBeGreaterThan(0);
        for (const { file, line, allowed, given } of loaded.problems) {
          expect(file).toBe(FILE);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(allowed).not.toBe("");
          expect(given).not.toBe("");
        }
      }),
      { numRuns: TEXTS },
    );
  });

  test("nesting beyond any stack is a problem, not a crash", () => {
    const loaded = loadText("[".repeat(20_000));
    expect(loaded.ok).toBe(false);
  });
});
