import { randomUUID } from "node:crypto";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { Answer, Command, Request, WakeUp } from "../../contract/command";
import { CONTRACT_VERSION } from "../../contract/version";
import type { Deployment } from "../deployment";
import { EXIT, Failure, failureOf } from "../failure";
import { reading, within } from "../reading";
import type { World } from "../world";

/**
 * Milliseconds for an answer. The controller probes the primary before it answers a failback, which takes six seconds
 * where nothing answers, after a cold start; and its writes are repeated while others write.
 */
const ANSWER_WITHIN_MS = 30_000;

/** How often a request is sent, always with the same id, while the controller says `try again` or nothing at all. */
const TRIES = 3;
const PAUSE_MS = 2_000;

type Accepted = Extract<Answer, { accepted: true }>;

/**
 * Asks the controller for something, once: repeated, it has the same id.
 * @throws Failure: refused, in the controller's words; or why it could not be asked
 */
export async function ask(
  world: Pick<World, "aws" | "sleep">,
  deployment: Pick<Deployment, "region" | "functionName">,
  command: Command,
): Promise<Accepted> {
  const request: Request = { version: CONTRACT_VERSION, id: randomUUID(), ...command };
  for (let tries = 1; ; tries++) {
    const answer = await askOnce(world, deployment, request).catch((error: unknown) => {
      const failure = failureOf(error, `Asking the controller for ${command.command}`);
      if (failure.exitCode !== EXIT.unreachable || tries === TRIES) throw failure;
      return undefined;
    });
    if (answer?.accepted) return answer;
    if (answer && (answer.code !== "try again" || tries === TRIES)) throw new Failure(EXIT.refused, answer.text);
    await world.sleep(PAUSE_MS);
  }
}

async function askOnce(
  { aws }: Pick<World, "aws">,
  deployment: Pick<Deployment, "region" | "functionName">,
  request: Request,
): Promise<Answer> {
  const { region, functionName } = deployment;
  const { Payload, FunctionError } = await within(
    (abortSignal) =>
      aws
        .lambda(region)
        .send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) }), { abortSignal }),
    ANSWER_WITHIN_MS,
  );
  const text = Buffer.from(Payload ?? []).toString("utf8");
  if (FunctionError !== undefined) throw broken(functionName, region, text);
  const answer = parsed(text);
  if (typeof answer?.accepted !== "boolean") throw broken(functionName, region, `it answered ${text || "nothing"}`);
  return answer as Answer;
}

const broken = (functionName: string, region: string, why: string) =>
  new Failure(
    EXIT.failed,
    `The controller is broken: ${why}\nIts log: \`aws logs tail /aws/lambda/${functionName} --region ${region}\`. The way round it stands at the end of \`status\`.`,
  );

function parsed(text: string): Partial<Answer> | null | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Has the controller look now. Never rejects: where this fails, the schedule's next tick does it. */
export async function wake(
  { aws }: Pick<World, "aws">,
  { region, functionName }: Pick<Deployment, "region" | "functionName">,
): Promise<void> {
  const wakeUp: WakeUp = { version: CONTRACT_VERSION, trigger: "operator" };
  const command = { FunctionName: functionName, InvocationType: "Event", Payload: JSON.stringify(wakeUp) } as const;
  await reading((abortSignal) => aws.lambda(region).send(new InvokeCommand(command), { abortSignal }));
}
