import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const terraformApplyInTheMiddle: Scenario = {
  name: "terraform-apply-in-the-middle",
  title: "Somebody runs terraform apply in the middle of a failover",
  purpose:
    "The files say nothing of a failover, and must not end one: an apply that stops the standby, or recreates the lock, sends users back to a dead server.",
  deployment: "as configured",
  expectations: [...aFailoverInTimeThatHolds, peopleWereTold(IGNITING, SERVES, COMMITTED)],
  play: async (world) => {
    await world.stopPrimary();
    await world.until(
      "the standby serves, and nothing is committed yet",
      () => world.witness.standby.now === "serves",
      5,
    );
    const changed = await world.terraformApply();
    world.require("the apply changes nothing", changed.length === 0 ? undefined : changed.join("; "));
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    await world.pass(3);
  },
};
