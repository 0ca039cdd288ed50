import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";

/** When an invocation's first look was over, and when it ended: AWS time in milliseconds. */
interface Work {
  readonly from: number;
  to: number;
}

const END_LINE = /^END RequestId: (\S+)/;

/**
 * The most invocations of a controller that were at work at once, by its log: those that have looked and not ended. Who is
 * alive beside them asks for the lease and for nothing else, and says so in its log (ADR 13).
 */
export async function mostAtWork({ deployed }: EmbeddedAws, region: string, functionName: string): Promise<number> {
  const logGroupName = `/aws/lambda/${functionName}`;
  const works = new Map<string, Work>();
  let nextToken: string | undefined;
  do {
    const page = await deployed.logs(region).send(new FilterLogEventsCommand({ logGroupName, nextToken }));
    for (const { message = "", timestamp = 0 } of page.events ?? []) {
      const id = END_LINE.exec(message)?.[1] ?? idOfLook(message);
      const work = id === undefined ? undefined : works.get(id);
      if (work) work.to = timestamp;
      else if (id !== undefined && !END_LINE.test(message)) works.set(id, { from: timestamp, to: timestamp });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const all = [...works.values()];
  return Math.max(0, ...all.map(({ from }) => all.filter((other) => other.from <= from && from < other.to).length));
}

/** The request that a line says has looked. */
function idOfLook(line: string): string | undefined {
  if (!line.startsWith("{")) return undefined;
  const { message, requestId } = JSON.parse(line) as { message: string; requestId: string };
  return message === "looked" ? requestId : undefined;
}
