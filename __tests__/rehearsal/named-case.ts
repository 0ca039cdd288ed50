import { playAndKeep } from "../../rehearsal/play-scenario";
import type { ProvenDeployment } from "../../rehearsal/proven-deployment";
import type { World } from "../../rehearsal/world/world";

/** Happenings that a failure shows. */
const LAST_HAPPENINGS = 80;

/**
 * Plays a case on a copy of a proven deployment, and ends it.
 * @throws Error with what was seen, and what happened before it
 */
export async function playCase(
  deployment: ProvenDeployment,
  play: (given: World) => Promise<void>,
  seed = 1,
): Promise<void> {
  const { broken, timeline, aws, report } = await playAndKeep(
    {
      name: "case",
      title: "A case of a test",
      purpose: "The test's name says it.",
      deployment: "as configured",
      expectations: [],
      play,
    },
    deployment,
    { seed },
  );
  await aws.stop();
  if (!broken) return;
  const happened = timeline.since(0).slice(-LAST_HAPPENINGS);
  const lines = happened.map(({ at, text }) => `${new Date(at).toISOString()}  ${text.slice(0, 200)}`);
  const calls = report.failure?.calls ?? [];
  throw new Error([broken.message, ...lines, ...calls].join("\n"), { cause: broken.cause ?? broken });
}
