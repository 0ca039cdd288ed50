import { quotaLines } from "../../../operations/preflight/quotas";
import type { Quotas } from "../../../operations/preflight/readings";
import { about, DEPLOYMENT, known, SITE, STOPPED, UNREAD, WELL } from "./well-deployed";

const lines = (change: Partial<Quotas>, standby = SITE) =>
  quotaLines(DEPLOYMENT, { quotas: { ...WELL.quotas, ...change }, standby });
const VCPUS = "vCPUs to start the standby";
const ADDRESSES = "addresses to spare";

test("a limit that the standby's start would break is a failure", () => {
  const used = (count: number) => about(lines({ vCpus: known({ quota: 32, used: count }) }), VCPUS);
  expect(used(30)).toBe("ok: 30 in use by others and 2 for the standby, of 32");
  expect(used(31)).toBe("failure: 31 in use by others and 2 for the standby, of 32");
});

test("a limit that is not known is unknown", () => {
  expect(about(lines({ vCpus: known(undefined) }), VCPUS)).toMatch(/^unknown: the limit of the family of t3.micro/);
  const { vCpus: _, ...server } = STOPPED;
  expect(about(lines({}, { ...SITE, server: known(server) }), VCPUS)).toMatch(/^unknown: EC2 does not say/);
  expect(about(lines({ vCpus: UNREAD }), VCPUS)).toMatch(/^unknown/);
});

test("no address to spare is a warning", () => {
  expect(about(lines({ addresses: known({ quota: 5, used: 5 }) }), ADDRESSES)).toBe("warning: 5 of 5 in use");
  expect(about(lines({ addresses: UNREAD }), ADDRESSES)).toMatch(/^unknown/);
});
