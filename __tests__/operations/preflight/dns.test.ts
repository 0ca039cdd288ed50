import { dnsLines } from "../../../operations/preflight/dns";
import type { Check, FailoverChecks, Readings } from "../../../operations/preflight/readings";
import {
  about,
  CALCULATED,
  DEPLOYMENT,
  ENDPOINT_CHECK,
  known,
  LOCK_CHECK,
  PRIMARY_RECORD,
  SECONDARY_RECORD,
  WELL,
} from "./well-deployed";

const lines = (change: Partial<Readings["dns"]>) => dnsLines(DEPLOYMENT, { dns: { ...WELL.dns, ...change } });
const records = (...found: object[]) => about(lines({ records: known(found as never) }), "the failover records");
const endpoint: Check = { id: "endpoint", config: ENDPOINT_CHECK };
const lock: Check = { id: "lock", config: LOCK_CHECK };
const calculated = (change: object = {}, children = [endpoint, lock]): FailoverChecks => ({
  failover: { id: "failover", config: { ...CALCULATED, ChildHealthChecks: [], ...change } },
  children,
});
const checks = (title: string, found: FailoverChecks | undefined) => about(lines({ checks: known(found) }), title);

describe("the records", () => {
  it("are both needed", () => {
    expect(records(PRIMARY_RECORD)).toBe("failure: there is no SECONDARY record");
    expect(records(SECONDARY_RECORD)).toMatch(/^failure: there is no PRIMARY record/);
  });
  it("answer the deployed addresses with the deployed TTL", () => {
    expect(records({ ...PRIMARY_RECORD, TTL: 300 }, SECONDARY_RECORD)).toBe("failure: PRIMARY has TTL 300, not 60");
    const elsewhere = { ...SECONDARY_RECORD, ResourceRecords: [{ Value: "192.0.2.9" }] };
    expect(records(PRIMARY_RECORD, elsewhere)).toBe("failure: SECONDARY answers 192.0.2.9, not 203.0.113.2");
  });
  it("have a check on the primary's, and none on the standby's", () => {
    expect(records({ ...PRIMARY_RECORD, HealthCheckId: undefined }, SECONDARY_RECORD)).toMatch(
      /^failure: .*never turns/,
    );
    expect(records(PRIMARY_RECORD, { ...SECONDARY_RECORD, HealthCheckId: "x" })).toMatch(
      /^failure: .*not always answer/,
    );
  });
  it("have no stranger of the same name beside them", () => {
    const stranger = { Name: "www.example.com.", Type: "AAAA" };
    expect(records(PRIMARY_RECORD, SECONDARY_RECORD, stranger)).toMatch(/^failure: another AAAA record/);
    expect(records(PRIMARY_RECORD, SECONDARY_RECORD, { Name: "www.example.com.", Type: "TXT" })).toMatch(/^ok/);
  });
});

describe("the calculated check", () => {
  const title = "the calculated health check";
  it("is there, and is calculated", () => {
    expect(checks(title, undefined)).toBe("failure: the PRIMARY record has no health check");
    expect(checks(title, calculated({ Type: "HTTP" }))).toMatch(/^failure: .*type HTTP, not CALCULATED$/);
  });
  it("counts both children, and no others", () => {
    expect(checks(title, calculated({ HealthThreshold: 1 }, [endpoint]))).toBe(
      "failure: it does not count the lock's check",
    );
    expect(checks(title, calculated({ HealthThreshold: 1 }, [lock]))).toBe(
      "failure: it does not count the primary's check",
    );
    const stranger = { id: "x", config: { Type: "TCP" } } as const;
    expect(checks(title, calculated({ HealthThreshold: 3 }, [endpoint, lock, stranger]))).toBe(
      "failure: it counts 1 other check",
    );
  });
  it("needs both, and is neither inverted nor disabled", () => {
    expect(checks(title, calculated({ HealthThreshold: 1 }))).toBe("failure: 1 of 2 are enough for it");
    expect(checks(title, calculated({ Inverted: true }))).toBe("failure: it is inverted");
    expect(checks(title, calculated({ Disabled: true }))).toBe("failure: it is disabled, and so always healthy");
  });
});

describe("the endpoint's check", () => {
  const title = "the primary's health check";
  const changed = (change: object) =>
    checks(title, calculated({}, [{ ...endpoint, config: { ...ENDPOINT_CHECK, ...change } }, lock]));
  it("asks the primary's address for its page", () => {
    expect(changed({ IPAddress: "192.0.2.9" })).toBe("failure: no check that counts asks 203.0.113.1");
    expect(changed({ ResourcePath: "/" })).toBe(
      "failure: it asks HTTP port 80 / of www.example.com, not HTTP port 80 /health of www.example.com",
    );
  });
  it("asks for a name that a wildcard covers", () => {
    const found = (name: string) => {
      const config = { ...ENDPOINT_CHECK, FullyQualifiedDomainName: name };
      const read = { checks: known(calculated({}, [{ ...endpoint, config }, lock])) };
      return about(dnsLines({ ...DEPLOYMENT, domain: "*.example.com" }, { dns: { ...WELL.dns, ...read } }), title);
    };
    expect(found("pilot-light.example.com")).toMatch(/^ok/);
    expect(found("*.example.com")).toBe(
      "failure: it asks HTTP port 80 /health of *.example.com, not HTTP port 80 /health of pilot-light.example.com",
    );
  });
  it("is neither inverted nor disabled", () => {
    expect(changed({ Disabled: true })).toBe("failure: it is disabled, and so always healthy");
    expect(changed({ Inverted: true })).toBe("failure: it is inverted");
  });
});

describe("the lock's check", () => {
  const title = "the lock's health check";
  const changed = (change: object) =>
    checks(title, calculated({}, [endpoint, { ...lock, config: { ...LOCK_CHECK, ...change } }]));
  it("asks the lock bucket for the lock, over HTTPS", () => {
    expect(changed({ FullyQualifiedDomainName: "other.s3.eu-central-1.amazonaws.com" })).toBe(
      "failure: no check that counts looks for the lock",
    );
    expect(changed({ ResourcePath: "/lock" })).toBe("failure: it asks for /lock, not for /failover-lock");
    expect(changed({ Type: "HTTP" })).toBe("failure: it asks by HTTP, not by HTTPS");
  });
  it("is inverted, turns at one answer, and is not disabled", () => {
    expect(changed({ Inverted: false })).toMatch(/^failure: it is not inverted/);
    expect(changed({ FailureThreshold: 3 })).toMatch(/^failure: it needs 3 answers/);
    expect(changed({ Disabled: true })).toBe("failure: it is disabled");
  });
});
