import { atMostTwoInvocationsAtWork } from "../expectations/controller";
import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { ANSWERS_AGAIN, COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const instanceStopped: Scenario = {
  name: "instance-stopped",
  title: "The primary's instance is stopped",
  purpose:
    "Users are served by the standby within the promised time, and stay there when the primary returns. Without it, a server that somebody stops by mistake is an outage until somebody notices.",
  deployment: "as configured",
  expectations: [
    atMostTwoInvocationsAtWork,
    ...aFailoverInTimeThatHolds,
    peopleWereTold(IGNITING, SERVES, COMMITTED, ANSWERS_AGAIN),
  ],
  play: async (world) => {
    await world.stopPrimary();
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    await world.bringBack();
    await world.pass(3);
  },
};
