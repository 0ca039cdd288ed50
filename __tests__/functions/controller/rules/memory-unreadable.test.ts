import { accepted, dnsSays, probesDown, probesUnknown, refusal, started, unreadable } from "../observed";
import { look, reported } from "../verdict-parts";

describe("with a memory that cannot be read", () => {
  it("still ignites when both witnesses say that the primary is down", () => {
    const down = { memory: unreadable, ownProbes: probesDown, nameServers: dnsSays("down") };
    const decision = look(down);
    expect(decision.actions).toMatchObject([{ do: "ignite", announce: { about: "igniting", witness: "both" } }]);
    expect(look({ ...down, ...started(accepted) }).actions).toEqual([]);
    expect(reported(look({ ...down, ...started(refusal) }))).toEqual([
      "StartInstances was refused: InsufficientInstanceCapacity: no t3.micro in us-east-1a",
    ]);
  });

  it.each([
    ["own probes", { ownProbes: probesDown }],
    ["name servers", { nameServers: dnsSays("gone") }],
    ["name servers, and a probe that was not confirmed", { nameServers: dnsSays("gone"), ownProbes: probesUnknown }],
  ])("ignites nothing when only one witness says so: %s", (_witness, parts) => {
    expect(look({ memory: unreadable, ...parts }).actions).toEqual([]);
  });
});
