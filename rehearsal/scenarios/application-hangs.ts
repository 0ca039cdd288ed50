import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { ANSWERS_AGAIN, COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const applicationHangs: Scenario = {
  name: "application-hangs",
  title: "The application accepts connections and never answers",
  purpose:
    "The instance is well, so EC2 tells nobody anything; users wait until they give up. What counts is whether the site answers, not whether the server runs.",
  deployment: "as configured",
  expectations: [...aFailoverInTimeThatHolds, peopleWereTold(IGNITING, SERVES, COMMITTED, ANSWERS_AGAIN)],
  play: async (world) => {
    const recovers = world.applicationFails({ kind: "hangs" });
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    // Users stay, although the primary answers again.
    recovers();
    await world.pass(3);
  },
};
