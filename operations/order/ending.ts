import type { Deployment } from "../deployment";
import { EXIT, type ExitCode } from "../failure";
import type { Narrator } from "../narrator";
import { reportOf } from "../status/report";
import { usersText } from "../status/users-line";
import type { World } from "../world";

/**
 * Ends a command with what users now get.
 * @param wanted where they should be; they may also be unknown, since not everybody may ask every DNS server
 */
export async function endWithUsers(
  world: World,
  deployment: Deployment,
  narrator: Narrator,
  wanted: "primary" | "standby",
): Promise<ExitCode> {
  // Loaded here, with EC2's client, and not while it looks: the pages' times are measured meanwhile.
  const { lookAround } = require("../look/situation") as typeof import("../look/situation");
  const report = reportOf(await lookAround(world, deployment), deployment);
  const { users } = report;
  narrator.say(`Users now: ${usersText(report).join("\n           ")}`, { kind: "users", ...users });
  const arrived = users.sentTo === wanted && users.served === "yes";
  return arrived || users.sentTo === "unknown" ? EXIT.done : EXIT.failed;
}
