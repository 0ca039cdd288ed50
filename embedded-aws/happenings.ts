import type { AlarmChange } from "./alarms/alarm-message";
import type { AsynchronousOutcome } from "./asynchronous/asynchronous-invocations";
import type { Delivery } from "./deliveries/delivery";
import type { Invocation } from "./functions/invocation";
import type { HealthChange } from "./health-checks/health-checks";
import type { InstanceStateChange } from "./instances/instance-power";

/** Whom the data plane tells what happens, at the moment when it does. */
export interface Happenings {
  instance(change: InstanceStateChange): void;
  health(change: HealthChange): void;
  alarm(change: AlarmChange): void;
  delivery(delivery: Delivery): void;
  invocation(invocation: Invocation): void;
  asynchronous(outcome: AsynchronousOutcome): void;
}
