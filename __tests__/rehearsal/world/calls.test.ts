import type { LoggedCall } from "../../../embedded-aws/call-log";
import type { EmbeddedAws } from "../../../embedded-aws/embedded-aws";
import { callText, resultText, WitnessedCalls } from "../../../rehearsal/world/calls";

const logged = (at: number, who: string): LoggedCall => ({
  at,
  call: { who, service: "s3", region: "us-east-1", action: "GET /b/k", method: "GET", url: "/b/k" },
  result: { status: 200 },
});

function witnessed() {
  const calls: LoggedCall[] = [];
  const whoIs = (who: string) =>
    who.startsWith("ASIA")
      ? { kind: "role session", roleArn: "arn", sessionName: "pilot-light-www" }
      : { kind: "owner" };
  const aws = { callLog: { calls }, whoIs } as unknown as EmbeddedAws;
  return { calls, witness: new WitnessedCalls(aws) };
}

test("each call is taken over once, by the caller's name, and the checkers' looks at the lock are not", () => {
  const { calls, witness } = witnessed();
  calls.push(logged(1, "ASIA1"), logged(2, "anonymous"));
  witness.takeOver();
  // The gateway's log forgets its oldest.
  calls.shift();
  calls.push(logged(3, "TERRAFORM"));
  witness.takeOver();
  witness.takeOver();
  expect(witness.kept.map(({ at, who }) => [at, who])).toEqual([
    [1, "pilot-light-www"],
    [3, "TERRAFORM"],
  ]);
});

test("of too many calls the first and the latest are kept, and the others are counted", () => {
  const { calls, witness } = witnessed();
  for (let at = 0; at < 3_010; at++) calls.push(logged(at, "TERRAFORM"));
  witness.takeOver();
  expect([witness.kept.length, witness.leftOut]).toEqual([3_000, 10]);
  expect([witness.kept[1_999]!.at, witness.kept[2_000]!.at, witness.kept.at(-1)!.at]).toEqual([1_999, 2_010, 3_009]);
});

test("a call reads in one line, with the seconds since the disaster and why it was refused", () => {
  const { calls, witness } = witnessed();
  calls.push(logged(8_500, "ASIA1"));
  witness.takeOver();
  expect(callText(witness.kept[0]!, 10_000)).toBe("-1.5 s  pilot-light-www  us-east-1  s3  GET /b/k  200");
  const refused = { roleArn: "arn", action: "s3:GetObject", because: "nothing allows it" };
  expect(resultText({ status: 403, refused })).toBe("403: nothing allows it");
  expect(resultText({ failure: "us-west-2 is dark" })).toBe("us-west-2 is dark");
});
