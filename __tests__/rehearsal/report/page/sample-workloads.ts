import type { Lane, MessageReport, WorkloadReport } from "../../../../rehearsal/report/report";
import { after, moment, span } from "./sample-events";
import { flappingLanes } from "./sample-flapping";
import { message } from "./sample-messages";

/** Saved as it should be; the higher the index, the later. */
export function failedOver(index: number, name = "www"): WorkloadReport {
  const late = index * 1.37;
  const turned = 63.7 + late;
  const tick = (at: number) =>
    span(at, at + 1.2, "good", "tick", "the schedule woke the controller, which saw nothing new");
  const lanes: readonly Lane[] = [
    {
      name: "users",
      spans: [
        span(-61.3, 1, "good", "primary", "10 of 10 users are served by the primary"),
        span(1, turned, "bad", "nobody", "10 of 10 users are not served: connection refused"),
        span(turned, turned + 14, "changing", "some", "4 of 10 users are served by the standby"),
        span(turned + 14, undefined, "saved", "standby", "10 of 10 users are served by the standby"),
      ],
      moments: [],
    },
    {
      name: "DNS",
      spans: [
        span(-61.3, turned, "good", "primary", "every name server answers the primary"),
        span(turned, turned + 4.1, "changing", "both", "2 of 4 name servers answer the standby"),
        span(turned + 4.1, undefined, "saved", "standby", "every name server answers the standby"),
      ],
      moments: [],
    },
    {
      name: "health checks",
      spans: [
        span(-61.3, 44.3, "good", "endpoint: healthy"),
        span(44.3, undefined, "bad", "endpoint: unhealthy", "2 of 16 checkers find the primary healthy"),
        span(-61.3, 60.8 + late, "good", "no lock: healthy"),
        span(60.8 + late, undefined, "saved", "no lock: unhealthy", "the failover lock exists"),
      ],
      moments: [],
    },
    {
      name: "alarm",
      spans: [span(-61.3, 133.7, "good", "OK"), span(133.7, undefined, "bad", "ALARM")],
      moments: [moment(134, "changing", "delivered", "the alarm reached the controller")],
    },
    {
      name: "controller",
      spans: [
        ...[-45, 195, 255, 315, 375, 435, 495, 555].map(tick),
        span(13, 23.9, "changing", "looks", "woken by the EC2 event after a cold start"),
        span(51, 60.4 + late, "changing", "acts", "woken by the schedule"),
      ],
      moments: [
        moment(14.2 + late / 4, "bad", "sees the primary down"),
        moment(19.5 + late / 4, "changing", "ignites", "StartInstances was accepted"),
        moment(51.8 + late / 2, "good", "the standby serves"),
        moment(60 + late, "saved", "commits", "the failover lock is written"),
      ],
    },
    {
      name: "primary",
      spans: [
        span(-61.3, 0, "good", "running"),
        span(0, 12, "changing", "stopping"),
        span(12, undefined, "bad", "stopped"),
      ],
      moments: [],
    },
    {
      name: "standby",
      spans: [
        span(-61.3, 19.5, "idle", "stopped"),
        span(19.5, 27.5, "changing", "pending"),
        span(27.5, undefined, "saved", "running"),
      ],
      moments: [moment(50.6 + late / 2, "saved", "serves", "the standby answers its health check at its own address")],
    },
    {
      name: "people",
      spans: [],
      moments: [
        moment(20.1, "bad", "the primary is down, igniting"),
        moment(52.4 + late / 2, "good", "the standby serves"),
        moment(60.9 + late, "saved", "failed over: users stay on the standby"),
      ],
    },
  ];
  return {
    name,
    domain: `${name}.example.com`,
    numbers: {
      promised: 100,
      worstOutage: 77.123456 + late,
      medianOutage: 63.34 + late,
      detected: 14.2 + late / 4,
      ignited: 19.5 + late / 4,
      booted: 50.6 + late / 2,
      dnsTurned: turned,
      committed: 60 + late,
    },
    lanes,
    messages: messages(name),
  };
}

/** Over before anything was committed. */
export function blip(): WorkloadReport {
  const usual = failedOver(0);
  return {
    ...usual,
    numbers: { promised: 100, worstOutage: 20.9, medianOutage: 20.1, detected: 4.4, ignited: 6.1, booted: 36 },
    messages: messages("www").slice(0, 2),
  };
}

/** Nobody felt anything, and nobody was told. */
export function quiet(): WorkloadReport {
  const lanes = failedOver(0).lanes.map((lane) => ({ ...lane, spans: lane.spans.slice(0, 1), moments: [] }));
  return { ...failedOver(0), lanes, numbers: { promised: 100, worstOutage: 0, medianOutage: 0 }, messages: [] };
}

/** An hour of going to and fro. */
export function flapping(): WorkloadReport {
  return {
    ...failedOver(0),
    numbers: { promised: 100, worstOutage: 41.2, medianOutage: 39.7, detected: 4.4, ignited: 6.1, booted: 36 },
    lanes: flappingLanes(),
  };
}

function messages(workload: string): readonly MessageReport[] {
  return [
    message(
      after(20.1),
      workload,
      "the primary is down, igniting the standby",
      "The primary does not answer its health check: connection refused.",
    ),
    message(after(52.4), workload, "the standby serves", "The standby answers its health check, 32 s after its start."),
    message(
      after(60.9),
      workload,
      "failed over: users stay on the standby",
      "The failover is committed: both witnesses have the primary gone.",
    ),
  ];
}
