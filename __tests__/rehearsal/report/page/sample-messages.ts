import type { MessageReport } from "../../../../rehearsal/report/report";

/** A message as the controller writes them, with its commands and facts. `at` in milliseconds of AWS time. */
export function message(at: number, workload: string, subject: string, happened: string): MessageReport {
  return {
    at,
    to: "ops@example.com",
    subject: `${workload}: ${subject}`,
    body: `${happened} Users: DNS is turning: some name servers already send them to the standby. Now: nothing; the next message follows when the standby serves.

When the primary serves again and its data are right, send users back:
  npx --no pilot-light failback ${workload} --region us-east-1 --reason "the primary is mended"
or, in CloudShell:
  aws lambda invoke --region us-east-1 --function-name pilot-light-${workload} --cli-binary-format raw-in-base64-out --payload '{"version":1,"command":"failback","reason":"the primary is mended"}' /dev/stdout

workload  ${workload} (${workload}.example.com)
primary   127.188.121.37, i-447bba5185a2eb25b
standby   127.6.100.27, i-20f8df257e408e651 in us-east-1
to look   npx --no pilot-light status ${workload} --region us-east-1

--
https://sns.us-east-1.amazonaws.com/unsubscribe.html?SubscriptionArn=arn:aws:sns:us-east-1:123456789012:pilot-light-${workload}-alerts:6f3c1a52-94bb-4b8e-a7a4-0d1be5f1c9aa&Endpoint=ops@example.com
`,
  };
}
