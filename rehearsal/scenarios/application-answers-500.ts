import { aFailoverInTimeThatHolds } from "../expectations/failover";
import { ANSWERS_AGAIN, COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import type { Scenario } from "../scenario";

export const applicationAnswers500: Scenario = {
  name: "application-answers-500",
  title: "The application answers every request with 500",
  purpose:
    "Something answers at once, and it is of no use to anybody. A product that takes any answer for a good one leaves users there.",
  deployment: "as configured",
  expectations: [...aFailoverInTimeThatHolds, peopleWereTold(IGNITING, SERVES, COMMITTED, ANSWERS_AGAIN)],
  play: async (world) => {
    const recovers = world.applicationFails({ kind: "answers", status: 500 });
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    recovers();
    await world.pass(3);
  },
};
