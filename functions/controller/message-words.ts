import type { Alert } from "./alert";
import type { Settings } from "./environment";
import type { NameServers } from "./name-servers";

/** A message in its parts. The first three are its first line, so each is one sentence, or two. */
export interface Wording {
  /** What happened, and for users where there is room; after the workload's name. */
  subject: string;
  happened: string;
  /** What it means for users. Follows "Users:". */
  users: string;
  /** What the reader must do now. Follows "Now:". */
  now: string;
  /** What else there is to know. */
  more?: string;
  /** Commands, with what they are for. */
  commands?: string;
}

/** How each kind of alert is put into words. */
export type Wordings = {
  [About in Alert["about"]]: (alert: Extract<Alert, { about: About }>, settings: Settings) => Wording;
};

/** While nothing is committed. */
export function whereUsersGo(says: NameServers["says"]): string {
  switch (says) {
    case "up":
      return "DNS still sends them to the primary, and turns to the standby when Route 53's checkers find the primary down.";
    case "down":
      return "DNS is turning: some name servers already send them to the standby.";
    case "gone":
      return "DNS sends them to the standby.";
    case "unknown":
      return "where DNS sends them could not be read.";
  }
}

/** Once the failover lock exists: it turns DNS whatever the checkers say of the primary. */
export function whereUsersStay(says: NameServers["says"]): string {
  const arrive = says === "gone" ? "they are on the standby" : "DNS is turning to the standby";
  return `${arrive}, and they stay there until a person sends them back.`;
}

/** A point in time as messages and answers name it. */
export const time = (milliseconds: number) => new Date(milliseconds).toISOString();

export function inWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}

/** Where to look when the standby does not come up. */
export function lookAtStandby({ standby, healthCheck }: Settings): string {
  const { protocol, port, path } = healthCheck;
  const url = `${protocol.toLowerCase()}://${standby.address}:${port}${path}`;
  return `look at instance ${standby.instanceId} in the EC2 console (${standby.region}: its state, its system log), and at ${url}`;
}
