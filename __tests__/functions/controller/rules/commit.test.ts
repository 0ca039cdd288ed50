import { decide } from "../../../../functions/controller/decide";
import type { Observation } from "../../../../functions/controller/observe";
import {
  armed,
  booting,
  dnsSays,
  known,
  lockUnreadable,
  NOW,
  observed,
  opened,
  probesDown,
  probesUnknown,
  probesUp,
  serving,
  settings,
  unreadable,
} from "../observed";
import { done, look } from "../verdict-parts";

describe("rule 3: the commit", () => {
  const gone = { ownProbes: probesDown, nameServers: dnsSays("gone"), standby: serving };
  const begun = known(
    armed({
      episode: opened({ servingAt: NOW, runningAt: NOW, turnedAt: NOW, firstFailedProbeAt: NOW, recoverySeconds: 1 }),
    }),
  );

  it("locks when both witnesses have the primary gone and the standby serves, and writes down what it saw", () => {
    const decision = look({ ...gone, memory: begun });
    expect(decision.actions).toContainEqual({
      do: "commit",
      by: "witnesses",
      lock: expect.objectContaining({
        writtenBy: "controller",
        episode: "web/1",
        seen: {
          ownProbes: "the connection failed (ECONNREFUSED)",
          nameServers: "0 answer the primary, 2 the standby, 0 something else, 0 nothing",
          standby: "serves",
        },
      }),
    });
  });

  it.each<[string, Partial<Observation>]>([
    ["its own probes do not say so", { ownProbes: probesUp }],
    ["they are not confirmed", { ownProbes: probesUnknown }],
    ["a name server still answers the primary", { nameServers: dnsSays("down") }],
    ["the name servers are silent", { nameServers: dnsSays("unknown") }],
    ["the standby does not serve yet", { standby: booting }],
    ["the lock cannot be read", { lock: lockUnreadable }],
    ["the memory cannot be read", { memory: unreadable }],
  ])("does not lock while %s", (_why, parts) => {
    expect(done(look({ ...gone, memory: begun, ...parts }))).not.toContain("commit");
  });

  it("never locks where the file says that users return by themselves", () => {
    const decision = decide(observed({ ...gone, memory: begun }), { ...settings, failback: "automatic" });
    expect(done(decision)).not.toContain("commit");
  });
});
