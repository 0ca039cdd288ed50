import { commandText } from "../../rehearsal/operator";

test("a command is shown as a person types it in a checkout, with what has spaces in quotes", () => {
  expect(commandText(["failback", "www", "--yes", "--reason", "the primary is mended"])).toBe(
    'npx --no pilot-light failback www --yes --reason "the primary is mended"',
  );
});
