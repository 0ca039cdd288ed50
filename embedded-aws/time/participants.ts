import type { Socket } from "node:net";
import type { Cancel, Participant } from "./clock";
import { LocalConnections } from "./local-connections";

/** Who lives in AWS time beside this process's own timers, and the connections on this machine among them all. */
export class Participants {
  private readonly connections = new LocalConnections();
  private readonly joined = new Set<Participant>();

  follow(end: Socket): void {
    this.connections.follow(end);
  }

  join(participant: Participant): Cancel {
    this.joined.add(participant);
    return () => void this.joined.delete(participant);
  }

  /** Whether nobody does anything but wait, and no byte is under way. */
  areQuiet(): boolean {
    if (!this.connections.isQuiet()) return false;
    return [...this.joined].every((participant) => this.isQuietThere(participant));
  }

  /** The one whose timer is the earliest of all, if it is earlier than this time. */
  earlierThan(time: number | undefined): { readonly whose: Participant; readonly at: number } | undefined {
    let earliest: { whose: Participant; at: number } | undefined;
    for (const whose of this.joined) {
      const at = whose.nextTimerAt();
      const before = earliest?.at ?? time;
      if (at !== undefined && (before === undefined || at < before)) earliest = { whose, at };
    }
    return earliest;
  }

  /** What keeps them from being quiet, for a person. */
  whatWaits(): string[] {
    const loud = [...this.joined].filter((participant) => !this.isQuietThere(participant)).map(({ name }) => name);
    return [...loud, ...(this.connections.isQuiet() ? [] : ["bytes on a connection"])];
  }

  private isQuietThere(participant: Participant): boolean {
    return participant.isQuiet() && this.connections.agreesWith(participant.ends());
  }
}
