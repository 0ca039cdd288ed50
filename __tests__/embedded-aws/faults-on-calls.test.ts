import { readCall } from "../../embedded-aws/calls";
import { Faults } from "../../embedded-aws/faults";

const NOTHING = Buffer.alloc(0);
const call = readCall({ method: "POST", url: "/?Action=StartInstances", headers: {}, body: NOTHING });
const other = readCall({ method: "POST", url: "/?Action=StopInstances", headers: {}, body: NOTHING });
const starts = ({ action }: { action: string }) => action === "StartInstances";

test("a rule concerns the calls that match until it is taken away", () => {
  const faults = new Faults();
  const cancel = faults.onCalls({ matches: starts, fault: { kind: "throttle" } });
  expect(faults.ofCall(call)).toEqual([{ kind: "throttle" }]);
  expect(faults.ofCall(other)).toEqual([]);
  cancel();
  cancel();
  expect(faults.ofCall(call)).toEqual([]);
});

test("a rule for the n-th call leaves those before and after it alone, and counts only what matches", () => {
  const faults = new Faults();
  faults.onCalls({ matches: starts, fault: { kind: "fail" }, only: 2 });
  const found = [call, other, call, call].map((made) => faults.ofCall(made).length);
  expect(found).toEqual([0, 0, 1, 0]);
});

test("rules of one kind add up, each with its own count", () => {
  const faults = new Faults();
  faults.onCalls({ matches: starts, fault: { kind: "late", milliseconds: 200 } });
  faults.onCalls({ matches: () => true, fault: { kind: "late", milliseconds: 50 }, only: 1 });
  expect(faults.ofCall(call)).toHaveLength(2);
  expect(faults.ofCall(call)).toEqual([{ kind: "late", milliseconds: 200 }]);
});
