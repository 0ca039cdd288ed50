import { GetFunctionCommand, GetPolicyCommand } from "@aws-sdk/client-lambda";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";
import { unlessAbsent } from "./absence";

const ABSENT = ["ResourceNotFoundException"];

/** A deployed function's resource policy, whose `text` is undefined where it has none; undefined if there is no function. */
export function readFunctionPolicy(
  { deployed, state }: { readonly deployed: AwsClients; readonly state: DeployedState },
  { region, functionName: FunctionName }: { readonly region: string; readonly functionName: string },
): Promise<{ readonly text: string | undefined } | undefined> {
  return state.read(`policy of function ${FunctionName} in ${region}`, ["lambda"], async () => {
    const lambda = deployed.lambda(region);
    if (!(await unlessAbsent(ABSENT, lambda.send(new GetFunctionCommand({ FunctionName }))))) return undefined;
    const found = await unlessAbsent(ABSENT, lambda.send(new GetPolicyCommand({ FunctionName })));
    return { text: found?.Policy };
  });
}
