import { readdirSync, readFileSync } from "node:fs";

const page = readFileSync("docs/fidelity.md", "utf8");
/** What is simulated, where AWS says so, and which tests pin it. */
const rows = page
  .slice(0, page.indexOf("## Not simulated"))
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| simulated"))
  .map((line) => line.split("|").slice(1, -1))
  .map(([simulated = "", source = "", tests = ""]) => ({ simulated: simulated.trim(), source: source.trim(), tests }));

const TEST_FILE = /\.test\.ts$/;
const tests = readdirSync("__tests__/embedded-aws", { recursive: true, encoding: "utf8" })
  .filter((file) => TEST_FILE.test(file))
  .map((file) => file.replaceAll("\\", "/").replace(TEST_FILE, ""));

/** Programs that know nothing of us, and that some tests ask. */
const JUDGES = ["aws", "dig", "boto3"];

/** `dns/*` stands for all tests of its folder. */
const isNamed = (name: string, test: string) =>
  name.endsWith("/*") ? test.startsWith(name.slice(0, -1)) : test === name;

test("there is a row for every part of AWS that is simulated", () => {
  expect(rows.length).toBeGreaterThan(20);
});

test.each(rows.map((row) => [row.simulated, row] as const))(
  "%s: says where AWS says so, and names tests that exist",
  (_, { source, tests: cell }) => {
    expect(source).not.toBe("");
    const named = [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!).filter((name) => !JUDGES.includes(name));
    expect(named).not.toEqual([]);
    expect(named.filter((name) => !tests.some((test) => isNamed(name, test)))).toEqual([]);
  },
);
