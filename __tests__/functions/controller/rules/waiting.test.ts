import { armed, dnsSays, known, opened, pendingProof, serving } from "../observed";
import { look } from "../verdict-parts";

describe("rule 5: otherwise", () => {
  it("does nothing when all is well", () => {
    expect(look({})).toEqual({ rule: "5: otherwise, nothing", actions: [], next: "rest" });
  });

  it("keeps the episode open until both witnesses see the primary", () => {
    const episode = known(armed({ episode: opened(), ...pendingProof }));
    expect(look({ standby: serving, memory: episode, nameServers: dnsSays("unknown") }).actions).toEqual([]);
  });
});
