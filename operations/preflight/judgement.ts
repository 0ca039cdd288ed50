import type { Deployment } from "../deployment";
import { GLOBAL_REGION } from "../world";
import { alarmLines } from "./alarms";
import { controllerLines } from "./controller";
import { deadLetterLines } from "./dead-letters";
import { dnsLines } from "./dns";
import { freshnessLines } from "./freshness";
import type { Line } from "./line";
import { lockLines } from "./lock";
import { peopleLines } from "./people";
import { quotaLines } from "./quotas";
import type { Readings } from "./readings";
import { siteLines } from "./sites";
import { standbyLines } from "./standby";

export interface Group {
  readonly name: string;
  readonly lines: readonly Line[];
}

/** Would it work tonight? Pure: all that `preflight` says, out of what was read. */
export function judge(deployment: Deployment, readings: Readings): Group[] {
  return [
    { name: "The standby", lines: [...standbyLines(deployment, readings), ...quotaLines(deployment, readings)] },
    { name: "The controller", lines: controllerLines(deployment, readings) },
    { name: "DNS and the lock", lines: [...dnsLines(deployment, readings), ...lockLines(deployment, readings)] },
    {
      name: "Alarms and people",
      lines: [
        ...alarmLines(GLOBAL_REGION, readings),
        ...peopleLines(deployment, GLOBAL_REGION, readings),
        ...deadLetterLines(deployment, readings),
      ],
    },
    {
      name: "What only a running standby shows",
      lines: [...freshnessLines(deployment, readings), ...siteLines(readings)],
    },
  ];
}
