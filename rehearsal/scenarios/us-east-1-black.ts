import { GLOBAL_REGION } from "../../embedded-aws/global-region";
import { theControllerNeverCallsTheDarkRegion } from "../expectations/controller";
import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { ANSWERS_AGAIN, COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const usEast1Black: Scenario = {
  name: "us-east-1-black",
  title: "us-east-1 goes dark, with the primary in it",
  purpose:
    "With it go the control planes of Route 53 and IAM, the health checks' metrics and the alarm. What needs one of them during a failover does not fail over on the day it is for.",
  deployment: "primary in us-east-1",
  expectations: [
    theControllerNeverCallsTheDarkRegion,
    ...aFailoverInTimeThatHolds,
    peopleWereTold(IGNITING, SERVES, COMMITTED, ANSWERS_AGAIN),
  ],
  play: async (world) => {
    await world.primaryRegionGoesDark();
    // A primary outside AWS is in no region.
    const isInside = world.stage.primaryRegion === GLOBAL_REGION;
    const lighten = isInside ? () => {} : world.regionGoesDark(GLOBAL_REGION);
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    await world.pass(2);
    lighten();
    await world.primaryRegionReturns();
    await world.pass(3);
  },
};
