import type { Episode } from "../../contract/episode";
import type { NameServers } from "./name-servers";
import type { FailedAction } from "./observe";
import type { ProbeFailure } from "./probe";
import type { Power } from "./standby-instance";

/** What people are told, as data. `key` is remembered, so that it is told once. Times are in milliseconds. */
export type Alert = { key: string } & (
  | { about: "not armed"; waitedMs: number; primaryAnswers: boolean; users: NameServers["says"]; power: Power["state"] }
  | { about: "armed after all" }
  | { about: "standby never served"; waitedMs: number; power: Power["state"] }
  | { about: "standby runs unasked"; ranMs: number }
  | {
      about: "igniting";
      witness: NonNullable<Episode["witness"]>;
      users: NameServers["says"];
      /** Whether StartInstances was needed and accepted; otherwise the instance was up already. */
      started: boolean;
      primaryFailure?: string;
    }
  | { about: "standby serves"; lastedMs: number; users: NameServers["says"] }
  | { about: "standby late"; lastedMs: number; power: Power["state"] }
  // `kind`: what the standby was wanted for. A drill that fails is no disaster.
  | { about: "start refused"; kind: Episode["kind"]; code: string; message: string }
  | { about: "standby died"; kind: Episode["kind"]; reason: string }
  | { about: "standby terminated"; kind: Episode["kind"]; reason: string }
  | { about: "another type"; type: string; wanted: string }
  | { about: "committed"; why: string; users: NameServers["says"] }
  | { about: "standby fails users"; failure: ProbeFailure }
  | { about: "primary back, users stay" }
  | { about: "lock without effect" }
  | { about: "lock removed by hand" }
  | { about: "stood down"; kind: Episode["kind"]; lastedMs: number; standbyRuns: boolean }
  | { about: "failed back"; standbyRuns: boolean }
  | { about: "no failback"; why: string }
  | { about: "failback failed"; why: string }
  | { about: "failover given up"; askedAt: number }
  | { about: "failback given up"; askedAt: number }
  | { about: "maintenance over"; power: Power["state"] }
  | { about: "down in maintenance"; until: number; users: NameServers["says"] }
  | { about: "drill over"; servedAfterMs?: number | undefined }
  | { about: "action failed"; what: FailedAction["what"]; why: string }
);
