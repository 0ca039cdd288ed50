import { stripVTControlCharacters } from "node:util";
import { type Comparison, isMissed, median } from "../../bench/comparison";
import { machineText } from "../../bench/machine";
import { tableText } from "../../bench/table";

const comparisons: Comparison[] = [
  {
    title: "Synthesis",
    measurements: [
      { what: "ours", value: 1.004, unit: "s" },
      { what: "the ratio of both", value: 0.251, unit: "times", limit: 0.5 },
    ],
  },
  { title: "Memory", measurements: [{ what: "peak", value: 612.7, unit: "MB", limit: 600 }] },
];

describe("the table", () => {
  it("shows every measurement in its unit, its limit, and whether it is met", () => {
    expect(tableText(comparisons, false)).toBe(
      [
        "Synthesis",
        "  ours                1.00 s",
        "  the ratio of both   0.25 x   limit 0.50 x   met",
        "",
        "Memory",
        "  peak                613 MB   limit 600 MB   MISSED",
        "",
      ].join("\n"),
    );
  });

  it("is the same text in a terminal, in colors", () => {
    const colored = tableText(comparisons, true);
    expect(colored).toContain("\u001b[31mMISSED\u001b[0m");
    expect(stripVTControlCharacters(colored)).toBe(tableText(comparisons, false));
  });
});

describe("a limit", () => {
  it.each([
    ["below", 0.4, false],
    ["at", 0.5, false],
    ["above", 0.501, true],
  ])("with the value %s it", (_, value, missed) => {
    expect(isMissed({ what: "ratio", value, unit: "times", limit: 0.5 })).toBe(missed);
  });
});

describe("the median", () => {
  it("is not moved by one slow run", () => {
    expect(median([10, 900, 11, 9, 10])).toBe(10);
  });

  it("of nothing is refused", () => {
    expect(() => median([])).toThrow("at least one is needed");
  });
});

describe("the machine", () => {
  it("is told in one line when it is quiet", () => {
    expect(machineText({ cores: 2, node: "v20.20.0", load: 0.123 })).toBe(
      "2 cores, Node v20.20.0, load average before the first run 0.12",
    );
  });

  it("is told to have been busy when other work ran", () => {
    expect(machineText({ cores: 2, node: "v20.20.0", load: 1.5 })).toContain("only ratios mean something");
  });
});
