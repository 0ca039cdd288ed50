import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const alarmMessagesLost: Scenario = {
  name: "alarm-messages-lost",
  title: "All alarm messages are lost, and the application hangs",
  purpose:
    "The instance runs, so EC2 sends no event, and the alarm's message never comes: only the schedule is left. An alarm acts on its transition and never again, so whoever waits for it waits for ever.",
  deployment: "as configured",
  expectations: [...aFailoverInTimeThatHolds, peopleWereTold(IGNITING, SERVES, COMMITTED)],
  play: async (world) => {
    world.deliveries("every message of an alarm is lost", ({ kind }) =>
      kind === "alarm" ? { kind: "lost" } : undefined,
    );
    world.applicationFails({ kind: "hangs" });
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    await world.pass(2);
  },
};
