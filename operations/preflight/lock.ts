import type { Deployment } from "../deployment";
import { clockTime } from "../wording";
import { failure, type Line, lineOf, ok, type Verdict } from "./line";
import type { Readings } from "./readings";

/** Whether a failover could be made sticky: there is no lock yet, and Route 53's checkers would see one. */
export function lockLines(
  { workload, lockBucket }: Pick<Deployment, "workload" | "lockBucket">,
  { lock, dns }: Pick<Readings, "lock" | "dns">,
): Line[] {
  return [
    lineOf(
      {
        title: "the failover lock",
        why: "While it exists users are at the standby, and nothing stands behind that one.",
      },
      lock,
      (found) =>
        found.exists
          ? failure(
              `it exists since ${clockTime(found.writtenAt)}: ${found.lock?.why ?? "a person wrote it by hand"}`,
              `Once the primary serves again: npx --no pilot-light failback ${workload} --reason "…"`,
            )
          : ok("absent"),
    ),
    lineOf(
      {
        title: "what the checkers get for the lock",
        why: "What they cannot read they take for absent, and users would go back to a primary that flaps.",
      },
      dns.lockReports,
      (reports) => seen(reports, lock.known && lock.value.exists ? 200 : 404, lockBucket),
    ),
  ];
}

/** S3 answers 404 to those who may see that an object is absent, and 403 to those who may not. */
function seen(reports: readonly string[], expected: 200 | 404, lockBucket: string): Verdict {
  if (reports.length === 0)
    return {
      state: "unknown",
      found: "no checker has looked yet",
      mend: "A new check needs a minute; then run preflight again.",
      tolerable: false,
    };
  const others = reports.filter((report) => statusIn(report) !== expected);
  if (others.length === 0) return ok(`all ${reports.length} checkers get HTTP ${expected}`);
  const counted = [...new Set(others.map((report) => report.replace(/\. Resolved IP: .*$/, "")))].sort().slice(0, 3);
  return failure(
    `${others.length} of ${reports.length} checkers do not get HTTP ${expected}: ${counted.join(" / ")}`,
    `The policy of the bucket ${lockBucket} must let Route 53's ranges read the lock and list the bucket, and it must not be encrypted with KMS. AWS adds ranges: npm run plan shows whether npm run deploy puts them in.`,
  );
}

/** Such as `Failure: HTTP Status Code 404, Not Found. Resolved IP: 52.216.0.1` */
const statusIn = (report: string) => Number(/HTTP Status Code (\d{3})/.exec(report)?.[1]);
