import type { Stage } from "./stage";
import { sightText } from "./users";

type Watched = Pick<Stage, "users" | "workload">;

/** Whether every user's last request was answered with a page by the server at this address. */
export function allServedBy({ users }: Watched, address: string): boolean {
  const seen = users.now();
  return seen.length > 0 && seen.every(({ sight }) => sight.kind === "served" && sight.address === address);
}

/** What users get now, in a line. */
export const nowText = ({ users }: Watched): string =>
  users
    .now()
    .map(({ sight, users: count }) => `${count} × ${sightText(sight)}`)
    .join("; ");

/** @throws Error that names the workload whose users are not served by its standby */
export function requireService(stages: readonly Watched[], detail: (text: string) => void): void {
  for (const stage of stages) {
    const line = `${stage.workload.name}: ${nowText(stage)}`;
    if (!allServedBy(stage, stage.workload.standby.address)) throw new Error(line);
    detail(line);
  }
}
