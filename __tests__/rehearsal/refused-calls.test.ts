import type { CallResult, LoggedCall } from "../../embedded-aws/call-log";
import { refusedCalls, refusedText } from "../../rehearsal/refused-calls";

const ROLE = "arn:aws:iam::123456789012:role/controller";
const OTHER = "arn:aws:iam::123456789012:role/other";

const logged = (at: number, result: CallResult): LoggedCall => ({
  at,
  call: { who: "ASIA1", service: "ec2", region: "us-east-1", action: "StartInstances", method: "POST", url: "/" },
  result,
});
const refused = (roleArn: string | undefined, action: string): CallResult => ({
  ...{ status: 403, refused: { roleArn, action, because: `no policy allows ${action}` } },
});

test("a role's refused calls are counted by what refused them, the most frequent first, from a moment on", () => {
  const calls = [
    logged(9, refused(ROLE, "ec2:StopInstances")),
    logged(10, refused(ROLE, "sns:Publish")),
    logged(11, refused(ROLE, "ec2:StartInstances")),
    logged(12, refused(OTHER, "sns:Publish")),
    logged(13, refused(undefined, "s3:GetObject")),
    logged(14, { status: 403 }),
    logged(15, { failure: "no answer from moto" }),
    logged(16, refused(ROLE, "ec2:StartInstances")),
  ];
  expect(refusedCalls(calls, ROLE, 10).map(refusedText)).toEqual([
    "the controller may not ec2:StartInstances: no policy allows ec2:StartInstances (refused 2 times)",
    "the controller may not sns:Publish: no policy allows sns:Publish (refused once)",
  ]);
});
