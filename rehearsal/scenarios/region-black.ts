import { theControllerNeverCallsTheDarkRegion } from "../expectations/controller";
import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { ANSWERS_AGAIN, COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const regionBlack: Scenario = {
  name: "region-black",
  title: "The primary's whole region goes dark",
  purpose:
    "With the region go its instances and its APIs, and the event that would tell of the stop. What needs any of them to save users, saves nobody.",
  deployment: "as configured",
  expectations: [
    theControllerNeverCallsTheDarkRegion,
    ...aFailoverInTimeThatHolds,
    peopleWereTold(IGNITING, SERVES, COMMITTED, ANSWERS_AGAIN),
  ],
  play: async (world) => {
    await world.primaryRegionGoesDark();
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    await world.pass(2);
    await world.primaryRegionReturns();
    await world.pass(3);
  },
};
