import {
  afterACommitIsEffectiveNobodyReachesThePrimary,
  atMostOneCommit,
  theLockIsGone,
} from "../expectations/commitment";
import { theEpisodeEndedAs } from "../expectations/controller";
import { COMMITTED, FAILED_BACK, IGNITING, peopleWereToldAlso, SERVES } from "../expectations/people";
import { everybodyIsServedBy, onceSavedUsersSeeNoGap, theOutageIsWithinThePromise } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded, theStandbyIsStopped } from "../expectations/standby";
import type { Scenario } from "../scenario";

export const failback: Scenario = {
  name: "failback",
  title: "The operator fails back, too early and then in time",
  purpose:
    "Too early it is refused, and users stay; once the primary serves, they return without a gap. A failback on trust sends everybody to a dead server.",
  deployment: "as configured",
  expectations: [
    atMostOneCommit,
    afterACommitIsEffectiveNobodyReachesThePrimary,
    onceSavedUsersSeeNoGap,
    theStandbyIsNeverStoppedWhileItIsNeeded,
    theOutageIsWithinThePromise,
    everybodyIsServedBy("primary"),
    theLockIsGone,
    theStandbyIsStopped,
    theEpisodeEndedAs("failed back", "the primary recovered by itself"),
    peopleWereToldAlso(IGNITING, SERVES, COMMITTED, FAILED_BACK),
  ],
  play: async (world) => {
    const { workload, parts } = world.stage;
    await world.failOver();
    await world.pilotLightRefuses(
      parts.isSticky ? /The primary does not serve/ : /There is no failover lock/,
      "failback",
      workload.name,
      "--yes",
      "--reason",
      "too early",
    );
    await world.pass(1);
    await world.bringBack();
    if (parts.isSticky) {
      await world.pilotLight("failback", workload.name, "--yes", "--reason", "the primary is mended");
      await world.untilOver(5);
    } else {
      world.note("failback is automatic: nobody has to ask for it");
      await world.untilServedBy("primary", 5);
      await world.untilOver(20);
    }
    // Whoever's resolver still had the standby's address would have asked it.
    await world.pass(2);
  },
};
