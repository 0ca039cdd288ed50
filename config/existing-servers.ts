import type { Path, Report } from "./problem";
import type { SoundWorkload } from "./sound-entries";

/**
 * Reports a server that several workloads share, and that is not the same instance for all of them: for one of them, the
 * controller would wait for events of another's instance, or for none.
 */
export function reportServersWithTwoIds(
  workloads: readonly SoundWorkload[],
  lineOf: (path: Path) => number,
  report: Report,
): void {
  const first = new Map<string, { readonly path: Path; readonly instanceId: string | undefined }>();
  workloads.forEach(({ primary: { existing } }, index) => {
    if (existing === undefined) return;
    const { address, instanceId } = existing;
    const path: Path = ["workloads", index, "primary", "existing"];
    const earlier = first.get(address);
    if (earlier === undefined) first.set(address, { path, instanceId });
    else if (earlier.instanceId !== instanceId)
      report(path, {
        code: "one-server-two-ids",
        what: `the server ${address} is ${idText(instanceId)} here, and ${idText(earlier.instanceId)} on line ${lineOf(earlier.path)}`,
        allowed: "the same `instanceId:` wherever an address stands, or none",
      });
  });
}

const idText = (instanceId: string | undefined): string => instanceId ?? "no instance";
