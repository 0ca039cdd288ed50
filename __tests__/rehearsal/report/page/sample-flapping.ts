import type { Lane, Span } from "../../../../rehearsal/report/report";
import { moment, span } from "./sample-events";

/** The primary dies every 40 s, for an hour: a hundred times, more than can be told apart on any screen. */
const FLAPS = 100;
const PERIOD_S = 36;

/** What an hour of it looks like in each lane. */
export function flappingLanes(): readonly Lane[] {
  const flaps = Array.from({ length: FLAPS }, (_, index) => index * PERIOD_S);
  const turns = (begin: Span, down: (at: number) => Span, up: (at: number) => Span) => [
    begin,
    ...flaps.flatMap((at) => [down(at), up(at + PERIOD_S / 2)]),
  ];
  return [
    {
      name: "users",
      spans: turns(
        span(-61.3, 0, "good", "primary"),
        (at) => span(at, at + PERIOD_S / 2, "bad", "nobody", "10 of 10 users are not served"),
        (at) => span(at, at + PERIOD_S / 2, "good", "primary", "10 of 10 users are served by the primary"),
      ),
      moments: [],
    },
    { name: "DNS", spans: [span(-61.3, undefined, "good", "primary")], moments: [] },
    {
      name: "health checks",
      spans: flaps.map((at) => span(at + 10, at + 17, "bad", "unhealthy")),
      moments: flaps.map((at) => moment(at + 5, at % 5 === 0 ? "bad" : "changing", "a checker turns")),
    },
    {
      name: "alarm",
      spans: [span(-61.3, undefined, "good", "OK")],
      moments: [],
    },
    {
      name: "controller",
      spans: Array.from({ length: 60 }, (_, minute) => span(minute * 60 + 12, minute * 60 + 58, "changing", "watches")),
      moments: [
        moment(4.4, "bad", "sees the primary down"),
        moment(6.1, "changing", "ignites"),
        moment(3_500, "idle", "stands down"),
      ],
    },
    {
      name: "primary",
      spans: turns(
        span(-61.3, 0, "good", "running"),
        (at) => span(at, at + PERIOD_S / 2, "bad", "stopped"),
        (at) => span(at, at + PERIOD_S / 2, "good", "running"),
      ).slice(1),
      moments: [],
    },
    {
      name: "standby",
      spans: [
        span(-61.3, 6, "idle", "stopped"),
        span(6, 36, "changing", "boots"),
        span(36, undefined, "good", "running"),
      ],
      moments: [],
    },
    {
      name: "people",
      spans: [],
      moments: flaps.filter((_, index) => index % 4 === 0).map((at) => moment(at + 8, "bad", "the primary is down")),
    },
  ];
}
