import { armed, dnsSays, known, NOW, opened, pendingProof, serving, settings } from "../observed";
import { done, look } from "../verdict-parts";

describe("rule 5: otherwise", () => {
  it("does nothing when all is well", () => {
    expect(look({})).toEqual({ rule: "5: otherwise, nothing", actions: [], next: "rest" });
  });

  it("keeps the episode open until both witnesses see the primary", () => {
    const episode = known(armed({ episode: opened(), ...pendingProof }));
    expect(look({ standby: serving, memory: episode, nameServers: dnsSays("unknown") }).actions).toEqual([]);
  });

  it("stops a new standby only when no resolver has its address any more, two TTLs after the name servers turned", () => {
    const armedFor = (milliseconds: number) => known(armed({ ...pendingProof, armedAt: NOW - milliseconds }));
    const drained = 2 * settings.ttlSeconds * 1_000;
    expect(done(look({ standby: serving, memory: armedFor(drained - 1) }))).toEqual([]);
    expect(done(look({ standby: serving, memory: armedFor(drained) }))).toEqual(["stop"]);
  });
});
