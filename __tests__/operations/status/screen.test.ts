import { stripVTControlCharacters } from "node:util";
import { reportOf } from "../../../operations/status/report";
import { screen } from "../../../operations/status/screen";
import { atPrimary, deployment, known, SITUATIONS, situation } from "./situations";

describe.each(Object.entries(SITUATIONS))("%s", (_, found) => {
  const report = reportOf(found, deployment);

  it("is shown on one screen", () => {
    const shown = screen(report, false);
    expect(shown).toMatchSnapshot();
    expect(shown.split("\n").length).toBeLessThan(24);
  });

  it("differs in colours only where colours may be shown", () => {
    const coloured = screen(report, true);
    expect(coloured).toContain("\u001b[");
    expect(stripVTControlCharacters(coloured)).toBe(screen(report, false));
  });
});

test("what others wrote cannot steer the terminal", () => {
  const page = { kind: "answers", status: 200, ms: 1, excerpt: "\u001b[2Jgone\u202e" } as const;
  const lock = { exists: true, writtenAt: 0, lock: { writtenBy: "operator", why: "a\nb\u0007" } } as never;
  const users = { ...atPrimary, pages: [{ address: "192.0.2.10", page }] };
  const shown = screen(reportOf(situation({ lock: known(lock), users }), deployment), false);
  expect(shown).toContain('"[2Jgone"');
  expect(shown).toContain("by an operator: a b\n");
});
