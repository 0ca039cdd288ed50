import { type AwsClients, signatureOf } from "../aws-clients";
import { GIVEN_ID_HEADER } from "./given-id";

/** A name that moto takes; the given one takes its place at once. */
const NEUTRAL_NAME = "/embedded-aws/given";

/** Undefined where there is no such parameter, version or label. */
export async function getParameter(deployed: AwsClients, region: string, name: string): Promise<string | undefined> {
  const { ok, answer } = await ask(deployed, region, "GetParameter", { Name: name });
  if (ok) return (answer as { Parameter: { Value: string } }).Parameter.Value;
  if (/Parameter(Version)?NotFound$/.test(String(answer.__type))) return undefined;
  throw new Error(`SSM in ${region} refused to tell the parameter ${name}: ${JSON.stringify(answer)}`);
}

/** @param name also one that AWS keeps for itself; may end in `:VERSION` or `:LABEL` */
export async function putParameter(deployed: AwsClients, region: string, name: string, value: string): Promise<void> {
  const parameters = { Name: NEUTRAL_NAME, Value: value, Type: "String" };
  const { ok, answer } = await ask(deployed, region, "PutParameter", parameters, { [GIVEN_ID_HEADER]: name });
  if (!ok) throw new Error(`SSM in ${region} refused the parameter ${name}: ${JSON.stringify(answer)}`);
}

/** The JSON protocol: SSM's SDK client would be one more dependency for two calls. */
async function ask(
  { endpoint }: AwsClients,
  region: string,
  action: string,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ ok: boolean; answer: Record<string, unknown> }> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: signatureOf("ssm", region),
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AmazonSSM.${action}`,
      ...headers,
    },
    body: JSON.stringify(parameters),
  });
  return { ok: response.ok, answer: (await response.json()) as Record<string, unknown> };
}
