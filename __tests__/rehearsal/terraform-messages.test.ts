import { messageReader, type ResourceEvent } from "../../rehearsal/terraform-messages";

function read(messages: object[]) {
  const events: ResourceEvent[] = [];
  const reader = messageReader((event) => events.push(event));
  for (const message of messages) reader.read(JSON.stringify(message));
  return { reader, events };
}

const hook = (type: string, addr: string, action: string) => ({ type, hook: { resource: { addr }, action } });

test("a plan's summary tells how many actions there are in all", () => {
  const summary = { type: "change_summary", changes: { add: 3, change: 2, remove: 1, operation: "plan" } };
  expect(read([summary]).reader.total).toBe(6);
});

test("the summary after an apply does not change the total", () => {
  const summary = (add: number, operation: string) => ({
    type: "change_summary",
    changes: { add, change: 0, remove: 0, operation },
  });
  expect(read([summary(7, "plan"), summary(3, "apply")]).reader.total).toBe(7);
});

test("each resource is reported with its number among all", () => {
  const { events } = read([
    { type: "change_summary", changes: { add: 1, change: 0, remove: 1, operation: "plan" } },
    hook("apply_start", "aws_eip.a", "create"),
    hook("apply_complete", "aws_eip.a", "create"),
    hook("apply_start", "aws_eip.b", "delete"),
    hook("apply_errored", "aws_eip.b", "delete"),
  ]);
  expect(events).toEqual([
    { state: "started", address: "aws_eip.a", action: "create", done: 0, of: 2 },
    { state: "finished", address: "aws_eip.a", action: "create", done: 1, of: 2 },
    { state: "started", address: "aws_eip.b", action: "delete", done: 1, of: 2 },
    { state: "failed", address: "aws_eip.b", action: "delete", done: 1, of: 2 },
  ]);
});

test("what took longest is kept, of what has finished", () => {
  const took = (addr: string, elapsed_seconds: number, type = "apply_complete") => ({
    type,
    hook: { resource: { addr }, action: "create", elapsed_seconds },
  });
  const { reader } = read([took("aws_eip.a", 1), took("aws_sqs_queue.b", 25), took("aws_eip.c", 30, "apply_errored")]);
  expect(reader.longest).toEqual({ address: "aws_sqs_queue.b", seconds: 25 });
});

test("reading a data source is no action", () => {
  expect(read([hook("apply_complete", "data.aws_ami.a", "read")]).events).toEqual([]);
});

test("a plan's changes of resources and outputs are kept, and an output that stays is none", () => {
  const { reader } = read([
    { type: "planned_change", change: { resource: { addr: "aws_instance.a" }, action: "replace" } },
    { type: "outputs", outputs: { address: { action: "update" }, domain: { action: "noop" } } },
  ]);
  expect(reader.plannedChanges).toEqual([
    { address: "aws_instance.a", action: "replace" },
    { address: "output.address", action: "update" },
  ]);
});

test("an apply's output values are no changes", () => {
  const { reader } = read([{ type: "outputs", outputs: { address: { sensitive: false, value: "203.0.113.1" } } }]);
  expect(reader.plannedChanges).toEqual([]);
});

test("a diagnostic keeps its severity, summary, detail and address", () => {
  const { reader } = read([
    { type: "diagnostic", diagnostic: { severity: "error", summary: "No", detail: "Because", address: "aws_eip.a" } },
    { type: "diagnostic", diagnostic: { severity: "warning", summary: "Hm" } },
  ]);
  expect(reader.diagnostics).toEqual([
    { severity: "error", summary: "No", detail: "Because", address: "aws_eip.a" },
    { severity: "warning", summary: "Hm", detail: "" },
  ]);
});

test("what is no JSON, or only looks like it, is kept as plain text", () => {
  const reader = messageReader(() => {});
  reader.read("panic: runtime error");
  reader.read("{ half");
  expect(reader.plainLines).toEqual(["panic: runtime error", "{ half"]);
});
