import type { Configuration } from "../../config/configuration";
import { silentProgress } from "../../rehearsal/progress";
import { proveStandby } from "../../rehearsal/proof-story";
import { configuration } from "../configurations";
import { onFork } from "./on-fork";
import { newDeployment } from "./proven-deployment";

/** The deployment of two workloads takes two minutes on two cores; a proof that fails, half an hour of AWS time. */
jest.setTimeout(600_000);

/** A shell script that no shell can read to its end. */
const TORN = "#!/bin/bash\nif true; then\n";

/** One workload whose primary, and another whose standby, is launched with user data that fails. */
function torn(): Configuration {
  const given = configuration("two-workloads");
  const [one, other] = given.workloads;
  if (one?.primary.kind !== "managed" || other === undefined) throw new Error("the file has other workloads");
  const userData = { path: "torn.sh", bytes: Buffer.from(TORN) };
  return {
    ...given,
    workloads: [
      { ...one, primary: { ...one.primary, userData } },
      { ...other, standby: { ...other.standby, userData } },
    ],
  };
}

const deployment = newDeployment(torn());

test.each([
  [0, "primary", /^Step "www: users are served by the primary" failed: /],
  [1, "standby", /^Step "shop: the controller proves the new standby, stops it and arms itself" failed: /],
] as const)("workload %i's %s that never serves is told with the line of its user data", (index, site, step) => {
  const workload = deployment.workloads[index]!;
  return onFork({ ...deployment, aws: deployment.aws, workload }, {}, async (stage) => {
    const proving = proveStandby(silentProgress(), stage);
    await expect(proving).rejects.toThrow(step);
    await expect(proving).rejects.toThrow(
      `The user data of the ${site} ${workload[site].instanceId} fails: bash: line 3: syntax error: unexpected end of file. Mend the file, and try again.`,
    );
  });
});
