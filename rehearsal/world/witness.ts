import type { Misbehaviour } from "../../embedded-aws/instances/servers";
import { type ControllerMemory, controllerMemory, exists } from "../record";
import { recordOf, type Stage } from "../stage";
import { WitnessedCalls } from "./calls";
import { type Condition, conditionOf } from "./condition";
import { Mailbox } from "./mailbox";
import { type Answers, answersOf, isSameAnswers } from "./name-server-answers";
import { Track } from "./track";

/** How often everything is looked at, in milliseconds of AWS time. */
export const LOOK_EVERY_MS = 1_000;

/** What was seen of one workload, looked at each second of AWS time; what users saw, and what happened, is the stage's. */
export class Witness {
  readonly dns = new Track<Answers>(isSameAnswers);
  readonly primary = new Track<Condition>();
  readonly standby = new Track<Condition>();
  /** Whether the failover lock exists. */
  readonly lock = new Track<boolean>();
  readonly calls: WitnessedCalls;
  readonly mailbox: Mailbox;
  /** As the controller last wrote it. */
  memory: ControllerMemory = {};
  /** What the primary's application was told to do wrong, while it does. */
  misbehaviour: Misbehaviour | undefined;

  constructor(private readonly stage: Stage) {
    this.calls = new WitnessedCalls(stage.aws);
    this.mailbox = new Mailbox(stage.messagesFolder);
  }

  /** Looks at everything. To be called in a `clock.hold`: nothing of it takes AWS time. */
  async look(): Promise<void> {
    const { stage } = this;
    const { aws, workload, parts, primaryRegion } = stage;
    const { primary, standby, domain, lock } = workload;
    const { port } = parts.site;
    const place = recordOf(stage);
    const at = aws.clock.now();
    this.calls.takeOver();
    this.mailbox.look(at);
    const [dns, primaryNow, standbyNow, locked, memory] = await Promise.all([
      answersOf(aws, domain),
      conditionOf(aws, primary, port, primaryRegion, this.misbehaviour),
      conditionOf(aws, standby, port, parts.standbyRegion),
      exists(aws, place, lock.key),
      controllerMemory(aws, place),
    ]);
    this.dns.note(at, dns);
    this.primary.note(at, primaryNow);
    this.standby.note(at, standbyNow);
    this.lock.note(at, locked);
    this.memory = memory;
  }
}
