import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { COMMITTED, IGNITING, peopleWereToldAlso, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const noCapacityForTheFirstType: Scenario = {
  name: "no-capacity-for-the-first-type",
  title: "EC2 never has capacity for the standby's instance type",
  purpose:
    "A standby of another size now is better than the right one some day: the fallback types of the configuration are tried in their order, and people are told which one it is.",
  deployment: "with a fallback type",
  expectations: [...aFailoverInTimeThatHolds, peopleWereToldAlso(IGNITING, SERVES, COMMITTED)],
  play: async (world) => {
    const wanted = await world.standbyType();
    world.noCapacity(wanted);
    await world.stopPrimary();
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    await world.until("the standby is of another type", async () => (await world.standbyType()) !== wanted, 1);
  },
};
