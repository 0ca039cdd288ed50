import fc from "fast-check";
import type { Action } from "../../../functions/controller/action";
import { decide } from "../../../functions/controller/decide";
import {
  type Observation,
  primaryIsGone,
  sayDown,
  seesPrimary,
  standbyServes,
} from "../../../functions/controller/observe";
import { OTHER_TYPE, observation, settings } from "./any-observation";
import { STANDBY, TYPE } from "./observed";
import { worldAfter } from "./world-after";

const RUNS = { numRuns: 1_000 };
const holds = (property: (o: Observation) => void) => fc.assert(fc.property(observation, property), RUNS);
const actionsOf = (o: Observation) => decide(o, settings).actions;
const does = (o: Observation) => actionsOf(o).map((action) => action.do);
const action = <Do extends Action["do"]>(o: Observation, name: Do) =>
  actionsOf(o).find((each): each is Extract<Action, { do: Do }> => each.do === name);
const memoryOf = ({ memory }: Observation) => (memory.kind === "known" ? memory.value : undefined);
const orderOf = (o: Observation) => memoryOf(o)?.order;
const isDown = (o: Observation) => o.ownProbes.says === "down" || sayDown(o.nameServers);
/** The lock, or a memory of one that cannot be read. */
const mayBeLocked = (o: Observation) =>
  o.lock.kind === "present" || (o.lock.kind === "unknown" && memoryOf(o)?.episode?.committedAt !== undefined);
const afterwards = (o: Observation) => worldAfter(o, actionsOf(o));

describe("whatever is observed", () => {
  it("has a decision, the same one each time", () => {
    holds((o) => expect(decide(o, settings)).toEqual(decide(structuredClone(o), settings)));
  });

  it("ignites only for a witness that says down, for a lock, or for an operator", () => {
    holds((o) => {
      if (!does(o).includes("ignite")) return;
      const asked = orderOf(o) !== undefined || memoryOf(o)?.maintenance !== undefined;
      expect(isDown(o) || mayBeLocked(o) || asked).toBe(true);
    });
  });

  it("ignites before it is armed only for a lock, or for an operator's failover", () => {
    holds((o) => {
      if (o.memory.kind === "unknown" || memoryOf(o)?.armedAt !== undefined || !does(o).includes("ignite")) return;
      expect(mayBeLocked(o) || orderOf(o)?.do === "failover").toBe(true);
    });
  });

  it("always starts a stopped standby that is needed, if it has not tried yet and nothing else is under way", () => {
    holds((o) => {
      const memory = memoryOf(o);
      if (memory === undefined || memory.maintenance || memory.order?.do === "failback") return;
      const isNeeded = o.lock.kind === "present" || (memory.armedAt !== undefined && isDown(o));
      const { start, failed } = o.attempts;
      if (!isNeeded || o.standby.state !== "stopped" || start.kind !== "none" || failed.length > 0) return;
      // A look that only clears away what is over comes first.
      const looks = [o, afterwards(o)];
      expect(looks.flatMap(does)).toContain("ignite");
    });
  });

  it("does nothing with a memory that cannot be read but to ignite and to report", () => {
    holds((o) => {
      if (o.memory.kind !== "unknown") return;
      expect(does(o).filter((each) => each !== "ignite" && each !== "report")).toEqual([]);
    });
  });

  it("commits by the witnesses only if both have the primary gone, and the standby serves", () => {
    holds((o) => {
      const commit = action(o, "commit");
      if (commit?.by !== "witnesses") return;
      expect([primaryIsGone(o), standbyServes(o), o.lock.kind]).toEqual([true, true, "absent"]);
      expect(memoryOf(o)?.armedAt).toBeDefined();
    });
  });

  it("commits by an operator's word only for a standby that serves, or to undo a failback", () => {
    holds((o) => {
      const commit = action(o, "commit");
      const order = orderOf(o);
      if (commit?.by !== "operator") return;
      if (order?.do === "failover") expect([standbyServes(o), o.lock.kind]).toEqual([true, "absent"]);
      else expect(order).toMatchObject({ do: "failback", phase: { name: "locking" } });
    });
  });

  it("never commits by the witnesses in maintenance, nor where the file says that users return by themselves", () => {
    holds((o) => {
      const memory = memoryOf(o);
      if (memory?.maintenance && !memory.order) expect(does(o)).not.toContain("commit");
      const { actions } = decide(o, { ...settings, failback: "automatic" });
      expect(actions).not.toContainEqual(expect.objectContaining({ do: "commit", by: "witnesses" }));
    });
  });

  it("never unlocks but by an operator's failback", () => {
    holds((o) => {
      if (does(o).includes("unlock")) expect(orderOf(o)?.do).toBe("failback");
    });
  });

  it("never stops unless there is no lock and the name servers answer the primary, which an armed one sees itself", () => {
    holds((o) => {
      if (!does(o).includes("stop")) return;
      expect([o.lock.kind, o.nameServers.says]).toEqual(["absent", "up"]);
      if (memoryOf(o)?.armedAt !== undefined) expect(seesPrimary(o)).toBe(true);
    });
  });

  it("never stops but by a claim: what is remembered before, or in the same breath", () => {
    holds((o) => {
      if (!does(o).includes("stop")) return;
      const claimed = action(o, "remember")?.memory ?? memoryOf(o)!;
      if (claimed.episode) expect(claimed.episode.stoodDownAt).toBeDefined();
      else expect(memoryOf(o)).toMatchObject({ provenStandby: STANDBY, unproven: { instanceId: STANDBY } });
    });
  });

  it("never changes the type but of a stopped instance, to one that the file allows", () => {
    holds((o) => {
      const change = action(o, "change type");
      if (!change) return;
      expect(o.standby.state).toBe("stopped");
      expect([TYPE, OTHER_TYPE]).toContain(change.type);
      expect(decide(o, { ...settings, fallbackInstanceTypes: [] }).actions).not.toContainEqual(change);
    });
  });

  it("never forgets an ended episode before its document is written", () => {
    holds((o) => {
      const finished = memoryOf(o)?.finished ?? [];
      const remember = action(o, "remember");
      if (!remember) return;
      const left = remember.memory.finished ?? [];
      const written = actionsOf(o).flatMap((each) => (each.do === "record" ? [each.episode] : []));
      for (const each of finished) expect([...left, ...written]).toContainEqual(each);
    });
  });

  it("never writes a memory that equals the one it read, which would be a claim that two can win", () => {
    holds((o) => {
      const remember = action(o, "remember");
      if (remember && o.memory.kind === "known")
        expect(JSON.stringify(remember.memory)).not.toBe(JSON.stringify(o.memory.value));
    });
  });

  it("tells nothing twice: what it tells was not told before, and is remembered for as long as its episode", () => {
    holds((o) => {
      const remember = action(o, "remember");
      const ended = remember?.memory.episode ? undefined : memoryOf(o)?.episode?.id;
      for (const { key } of remember?.tell ?? []) {
        expect(memoryOf(o)?.told ?? []).not.toContain(key);
        if (ended === undefined || !key.startsWith(`${ended}/`)) expect(remember!.memory.told).toContain(key);
      }
    });
  });

  it("looks again after it has written its memory, and never rests on an old one", () => {
    holds((o) => {
      if (does(o).includes("remember")) expect(decide(o, settings).next).not.toBe("rest");
    });
  });

  it("comes to rest, or waits for somebody, within eight looks at a world that only it changes", () => {
    holds((o) => {
      let current = o;
      let looks = 0;
      while (decide(current, settings).next === "look again") {
        current = afterwards(current);
        looks += 1;
        expect(looks).toBeLessThanOrEqual(8);
      }
    });
  });
});
