import { askJson } from "../ask-json";
import type { AwsClients } from "../aws-clients";
import { GIVEN_ID_HEADER } from "./given-id";

/** A name that moto takes; the given one takes its place at once. */
const NEUTRAL_NAME = "/embedded-aws/given";

/** Undefined where there is no such parameter, version or label. */
export async function getParameter(deployed: AwsClients, region: string, name: string): Promise<string | undefined> {
  const { ok, answer } = await askJson(deployed, to(region, "GetParameter"), { Name: name });
  if (ok) return (answer as { Parameter: { Value: string } }).Parameter.Value;
  if (/Parameter(Version)?NotFound$/.test(String(answer.__type))) return undefined;
  throw new Error(`SSM in ${region} refused to tell the parameter ${name}: ${JSON.stringify(answer)}`);
}

/** @param name also one that AWS keeps for itself; may end in `:VERSION` or `:LABEL` */
export async function putParameter(deployed: AwsClients, region: string, name: string, value: string): Promise<void> {
  const parameters = { Name: NEUTRAL_NAME, Value: value, Type: "String" };
  const { ok, answer } = await askJson(deployed, to(region, "PutParameter"), parameters, { [GIVEN_ID_HEADER]: name });
  if (!ok) throw new Error(`SSM in ${region} refused the parameter ${name}: ${JSON.stringify(answer)}`);
}

const to = (region: string, action: string) => ({ service: "ssm", region, target: `AmazonSSM.${action}` });
