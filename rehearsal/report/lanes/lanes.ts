import type { Lane } from "../report";
import type { Witnessed } from "../witnessed";
import { alarmLane } from "./alarm-lane";
import { controllerLane } from "./controller-lane";
import { dnsLane } from "./dns-lane";
import { healthLane } from "./health-lane";
import { peopleLane } from "./people-lane";
import { siteLane } from "./site-lane";
import { usersLane } from "./users-lane";

/** One workload's timeline, in the order of the page. */
export const lanesOf = (witnessed: Witnessed): readonly Lane[] => [
  usersLane(witnessed),
  dnsLane(witnessed),
  healthLane(witnessed),
  alarmLane(witnessed),
  controllerLane(witnessed),
  siteLane("primary", witnessed),
  siteLane("standby", witnessed),
  peopleLane(witnessed),
];
