/**
 * What an operator asks of the controller: the payload of one short synchronous invocation. It is recorded and answered at
 * once; carried out it is by whoever looks next (the command line wakes the controller again; a tick comes every minute).
 */
export type Request = {
  version: number;
  /** Chosen by the caller, at most 64 characters. Repeated with the same id it is one request. */
  id: string;
} & Command;

export type Command =
  | { command: "failover"; reason: string }
  | {
      command: "failback";
      reason: string;
      /** Skip the controller's own probes of the primary. */
      force?: boolean;
    }
  | {
      command: "drill";
      /** Leave the standby running until `end-drill`. */
      keep?: boolean;
    }
  | { command: "end-drill" }
  | {
      command: "maintenance-on";
      reason: string;
      /** ISO 8601, e.g. `2026-01-02T04:00:00Z`. */
      until: string;
      /** `running` (default): the standby is kept serving meanwhile; `left alone`: nothing is started either. */
      standby?: "running" | "left alone";
    }
  | { command: "maintenance-off" };

export type CommandName = Command["command"];

/** What the controller answers; `text` is for a person. */
export type Answer =
  | { version: number; id: string; accepted: true; text: string }
  | { version: number; id: string; accepted: false; code: Refusal; text: string };

/** Why a request was refused. */
export type Refusal =
  | "not a request"
  | "cannot see"
  | "already failed over"
  | "not failed over"
  | "primary does not serve"
  | "another command is under way"
  | "an episode is under way"
  | "standby is not waiting"
  | "maintenance is on"
  | "no drill is under way"
  | "maintenance is off"
  | "try again";

/** What makes the controller look at once; everything that it does not know means the same. */
export interface WakeUp {
  version: number;
  trigger: "schedule" | "operator";
}
