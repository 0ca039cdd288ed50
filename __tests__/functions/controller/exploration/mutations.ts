import type { Mutation } from "./mutant";
import { type Scope, scopes } from "./scope";
import { checkersLie, heldByLock, letterWaits, primaryIsBack } from "./world-state";

/** A mutation, the property that it breaks, and where a walk meets that. */
export interface Broken extends Mutation {
  property: 1 | 2 | 3 | 4 | 5 | 7 | "mail" | "cost";
  scope: Scope;
}

export const mutations: readonly Broken[] = [
  {
    property: 1,
    wrong: "one witness is enough to commit",
    file: "observe.ts",
    find: `ownProbes.says === "down" && nameServers.says === "gone"`,
    replace: `ownProbes.says === "down" || nameServers.says === "gone"`,
    scope: { ...scopes.basic, start: checkersLie },
  },
  {
    property: 2,
    wrong: "a primary that answers again takes the lock away",
    file: "rules/lock-exists.ts",
    find: `return verdict(change, settled ? "rest" : "wait", ...actions);`,
    replace: `return verdict(change, "wait", ...(o.ownProbes.says === "up" ? [{ do: "unlock" } as const] : actions));`,
    scope: { ...scopes.basic, start: heldByLock },
  },
  {
    property: 3,
    wrong: "a start that was claimed is never tried again",
    file: "rules/ignition.ts",
    find: `return { ...ignition, change: claim, actions: [{ do: "ignite" }, ...reports], settled: false };`,
    replace: `return { ...ignition, change: claim, actions: claim === change ? [] : [{ do: "ignite" }], settled: true };`,
    scope: scopes.basic,
  },
  {
    property: 4,
    wrong: "one witness is enough to stop the standby",
    file: "rules/stand-down.ts",
    find: `if (!seesPrimary(o) || lock.kind !== "absent")`,
    replace: `if (o.ownProbes.says !== "up" || lock.kind !== "absent")`,
    scope: { ...scopes.basic, start: primaryIsBack, hazes: ["no name server answers"] },
  },
  {
    property: 5,
    wrong: "the memory and the mail need no lease",
    file: "act.ts",
    find: `action.do === "ignite" || action.do === "commit"`,
    replace: `action.do === "ignite" || action.do === "remember" || action.do === "commit"`,
    scope: scopes.two,
  },
  {
    property: 7,
    wrong: "the name servers are not heard while the controller reaches the primary",
    file: "rules/primary-is-down.ts",
    find: `return sayDown(nameServers) ? "name servers" : undefined;`,
    replace: `return sayDown(nameServers) && ownProbes.says !== "up" ? "name servers" : undefined;`,
    scope: scopes.basic,
  },
  {
    property: "mail",
    wrong: "a message is sent after the write that decides on it, and kept nowhere in between",
    file: "mail.ts",
    find: `const written = await aws.memory.write(kept, etagOf(desk.memory));`,
    replace: `const written = await aws.memory.write(withoutLetters(kept, kept.outbox ?? []), etagOf(desk.memory));`,
    scope: { ...scopes.basic, start: heldByLock, crashes: true },
  },
  {
    property: "mail",
    wrong: "what was sent is not taken out of the outbox",
    file: "mail.ts",
    find: `if (sent.length > 0) await`,
    replace: `if (sent.length < 0) await`,
    scope: { ...scopes.basic, start: letterWaits },
  },
  {
    property: "cost",
    wrong: "a standby that was started while S3 took no word of it is forgotten",
    file: "rules/waiting.ts",
    find: `watchedStray(o, settings, proveNewStandby(o, settings, before))`,
    replace: `proveNewStandby(o, settings, before)`,
    scope: { ...scopes.basic, fates: ["done", "refused"], failing: ["write the memory"] },
  },
];

/** Property 6 is a matter of the AWS edge, not of a decision. */
export const foreignRegion: Mutation = {
  wrong: "the clients call the primary's region",
  file: "aws.ts",
  find: `{ region: standby.region,`,
  replace: `{ region: "us-west-2",`,
};
