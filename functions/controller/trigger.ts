/**
 * What woke the controller: a label for the log, and nothing else. Every trigger means "look now", whatever it says, so
 * lost, late, doubled and false events are not special cases.
 */
export type Trigger =
  | { kind: "alarm" /** The alarm's new state, where the message names one. */; state?: string }
  | { kind: "ec2-state"; instanceId?: string; state?: string }
  | { kind: "schedule" }
  | { kind: "unknown" };

/** Total: any value is some trigger. */
export function readTrigger(event: unknown): Trigger {
  if (field(event, "trigger") === "schedule") return { kind: "schedule" };
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
