import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { anAlarmTold, COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const functionKilled: Scenario = {
  name: "function-killed",
  title: "The function is killed between the start and the commit",
  purpose:
    "Whatever an invocation had in mind dies with it. The next one takes up where it ended, by what it finds and not by what it remembers.",
  deployment: "as configured",
  expectations: [...aFailoverInTimeThatHolds, peopleWereTold(IGNITING, SERVES, COMMITTED), anAlarmTold("not-handled")],
  play: async (world) => {
    await world.stopPrimary();
    await world.until("the standby is starting", () => world.standbyState() === "pending", 3);
    world.functionDies();
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    // The alarm on what was not handled looks at whole minutes.
    await world.pass(3);
  },
};
