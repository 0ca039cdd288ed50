import type { AwsClients } from "../aws-clients";
import type { Call } from "../calls";
import type { AnswerOfMoto, NoAnswer } from "../relay";
import { interfacesOfTerminatedInstances } from "./interfaces-of-terminated-instances";
import type { Mend } from "./mend";
import { rootVolumesWithoutSize } from "./root-volumes-without-size";
import { suspendedBuckets } from "./suspended-buckets";

/** Those that need nothing but what was deployed. */
export const MENDS: readonly Mend[] = [interfacesOfTerminatedInstances, rootVolumesWithoutSize, suspendedBuckets];

/** The first answer that one of them gives in moto's place. */
export async function firstAnswer(mends: readonly Mend[], call: Call, deployed: AwsClients) {
  for (const mend of mends) {
    const found = "answer" in mend ? await mend.answer(call, deployed) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A call's body with the parameters that moto needs besides. A query protocol's body is a form, so they go at its end. */
export function completed(mends: readonly Mend[], call: Call): Buffer {
  const added = mends.flatMap((mend) => ("complete" in mend ? [...mend.complete(call)] : []));
  return added.length === 0 ? call.body : Buffer.concat([call.body, Buffer.from(`&${new URLSearchParams(added)}`)]);
}

/** moto's answer as AWS would give it; its errors are left as they are. */
export function rewritten(mends: readonly Mend[], call: Call, given: AnswerOfMoto | NoAnswer): AnswerOfMoto | NoAnswer {
  if ("failure" in given || given.status >= 400) return given;
  const rewriting = mends.filter((mend) => "rewrite" in mend).filter((mend) => mend.rewrites(call));
  if (rewriting.length === 0) return given;
  const body = rewriting.reduce((text, mend) => mend.rewrite(call, text), given.body.toString("utf8"));
  return { ...given, body: Buffer.from(body) };
}
