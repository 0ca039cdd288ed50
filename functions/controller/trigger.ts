/**
 * What woke the controller. Every trigger means "look now", whatever it says, so lost, late, doubled and false events are
 * not special cases; only how long the controller looks may follow from it.
 */
export type Trigger =
  | { kind: "alarm" /** The alarm's new state, where the message names one. */; state?: string }
  | { kind: "ec2-state"; instanceId?: string; state?: string }
  | { kind: "schedule" }
  /** The operator's command line, after its request was recorded. */
  | { kind: "operator" }
  | { kind: "unknown" };

/** Total: any value is some trigger. */
export function readTrigger(event: unknown): Trigger {
  const named = field(event, "trigger");
  if (named === "schedule" || named === "operator") return { kind: named };
  if (field(event, "detail-type") === "EC2 Instance State-change Notification") {
    const detail = field(event, "detail");
    return { kind: "ec2-state", ...text("instanceId", detail, "instance-id"), ...text("state", detail, "state") };
  }
  const records = field(event, "Records");
  const message = field(field(Array.isArray(records) ? records[0] : undefined, "Sns"), "Message");
  if (typeof message === "string") return { kind: "alarm", ...text("state", parsed(message), "NewStateValue") };
  return { kind: "unknown" };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text<Name extends string>(name: Name, value: unknown, from: string): { [N in Name]?: string } {
  const found = field(value, from);
  return typeof found === "string" ? ({ [name]: found } as { [N in Name]?: string }) : {};
}

function parsed(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined; // A person's test message to the topic is not JSON; it wakes the controller all the same.
  }
}

/** EC2's states of a primary that leaves, or has left. */
const LEAVING: ReadonlySet<string | undefined> = new Set(["stopping", "shutting-down", "stopped", "terminated"]);

export function primaryIsLeaving(trigger: Trigger, primaryInstanceId: string | undefined): boolean {
  if (trigger.kind !== "ec2-state" || primaryInstanceId === undefined) return false;
  return trigger.instanceId === primaryInstanceId && LEAVING.has(trigger.state);
}

/** In words, for the record. */
export function triggerText(trigger: Trigger): string {
  switch (trigger.kind) {
    case "alarm":
      return `the alarm${trigger.state ? ` (${trigger.state})` : ""}`;
    case "ec2-state":
      return `EC2's event${trigger.state ? ` (${trigger.state})` : ""}`;
    case "schedule":
      return "the schedule";
    case "operator":
      return "an operator";
    case "unknown":
      return "an event that the controller does not know";
  }
}
