import { WARNING_CODES, type WarningCode } from "../../config/problem";
import { formatWarning, pathText } from "../../config/problem-text";
import { configurationOf } from "./loaded-text";

const base = (domains: string[], ...lines: string[]) =>
  [
    "workloads:",
    ...domains.flatMap((domain) => [
      `  - domain: ${domain}`,
      `    hostedZone: ${domain.split(".").slice(-2).join(".")}`,
    ]),
    ...lines,
    "alerts: [ops@pilot.dev]",
    "state: {bucket: pilot-state}",
  ].join("\n");

const SIX = ["a", "b", "c", "d", "e", "f"].map((name) => `${name}.pilot.dev`);

const CASES: Record<WarningCode, { of: string; text: string; at: string; what: string }[]> = {
  "long-ttl": [
    { of: "a TTL of 61 s", text: base(["www.pilot.dev"], "    ttl: 61"), at: "4 workloads[0].ttl", what: "61 s more" },
  ],
  "address-quota": [
    {
      of: "six standby sites, five of them with a managed primary",
      text: base(SIX, "    primary: {existing: {address: 52.94.76.1}}"),
      at: "1 workloads",
      what: "6 Elastic IP addresses in us-east-1",
    },
  ],
  "local-state": [
    {
      of: "local state",
      text: base(["www.pilot.dev"]).replace("{bucket: pilot-state}", "local"),
      at: "5 state",
      what: "on this machine alone",
    },
  ],
  "reserved-domain": [
    {
      of: "example.com",
      text: base(["www.example.com"]),
      at: "2 workloads[0].domain",
      what: "Route 53 refuses its zone",
    },
    {
      of: "the zone example.org",
      text: base(["example.org"]),
      at: "2 workloads[0].domain",
      what: "Route 53 refuses its zone",
    },
    {
      of: "a name under .test",
      text: base(["www.pilot.test"]),
      at: "2 workloads[0].domain",
      what: "Route 53 refuses its zone",
    },
  ],
  "documentation-address": [
    {
      of: "an address for documentation",
      text: base(["www.pilot.dev"], "    primary: {existing: {address: 203.0.113.10}}"),
      at: "4 workloads[0].primary.existing.address",
      what: "RFC 5737",
    },
  ],
};

const ALL = Object.entries(CASES).flatMap(([code, cases]) => cases.map((aCase) => ({ code, ...aCase })));

describe("a valid file", () => {
  test.each(ALL)("is warned of $of ($code)", ({ code, text, at, what }) => {
    const { warnings } = configurationOf(text);
    expect(warnings.map((warning) => `${warning.code} ${warning.line} ${pathText(warning.path)}`)).toEqual([
      `${code} ${at}`,
    ]);
    expect(formatWarning(warnings[0]!)).toContain(what);
  });

  test("can be warned of everything that there is to warn of, and of nothing else", () => {
    const provoked = ALL.flatMap(({ text }) => configurationOf(text).warnings.map(({ code }) => code));
    expect([...new Set(provoked)].sort()).toEqual([...WARNING_CODES].sort());
  });

  test("is warned of the address quota in each region that exceeds it", () => {
    const said = configurationOf(base(SIX)).warnings.map(formatWarning);
    expect(said).toEqual([expect.stringContaining("in us-west-2"), expect.stringContaining("in us-east-1")]);
  });

  test("is warned in the order of its lines", () => {
    const text = `state: local\n${base(["www.pilot.dev"], "    ttl: 61").replace(/state: .*/, "")}`;
    expect(configurationOf(text).warnings.map(({ code }) => code)).toEqual(["local-state", "long-ttl"]);
  });

  test("with five workloads, a TTL of 60 s and a shared state is warned of nothing", () => {
    expect(configurationOf(base(SIX.slice(1), "    ttl: 60")).warnings).toEqual([]);
  });
});
