import type { Command } from "../../contract/command";
import { lockBucketOf, readMemory } from "../look/lock-bucket";
import { reading } from "../reading";
import type { World } from "../world";
import type { Commanding } from "./commanding";
import { ask } from "./controller";
import { eventKey, type Followed } from "./follow";

/** An order that the controller has accepted. */
export interface Given extends Followed {
  /** Of the request, and of the order in the memory. */
  readonly id: string;
}

/**
 * Asks the controller, and says what it answers.
 * @throws Failure where it refuses, or cannot be asked
 */
export async function give(world: World, parts: Commanding, command: Command): Promise<Given> {
  const { deployment, narrator, interrupt } = parts;
  const bucket = lockBucketOf(world, deployment);
  const remembered = () => reading((signal) => readMemory(bucket, signal));
  const before = await interrupt.orElse(remembered());
  const askedAt = world.now();
  const answer = await interrupt.orElse(ask(world, deployment, command));
  narrator.say(answer.text, { kind: "answer", ...answer });
  const after = await interrupt.orElse(remembered());
  const order = after.known ? after.value?.order : undefined;
  const known = before.known ? (before.value?.episode?.events ?? []) : [];
  return {
    ...parts,
    id: answer.id,
    // By the controller's clock where it can be had: the record's times are of that clock.
    since: order?.id === answer.id ? order.at : askedAt,
    told: new Set(known.map(eventKey)),
  };
}
