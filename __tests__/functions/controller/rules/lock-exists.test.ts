import {
  armed,
  booting,
  committed,
  dnsSays,
  known,
  locked,
  lockUnreadable,
  MINUTE,
  NOW,
  opened,
  probesUnknown,
  serving,
  stopped,
} from "../observed";
import { done, look, remembered, told } from "../verdict-parts";

describe("rule 2: the lock exists", () => {
  const held = { lock: locked, nameServers: dnsSays("gone"), memory: known(armed({ episode: committed })) };

  it("tells people once that users stay, and takes the time of the commit from the lock", () => {
    const first = look({ ...held, standby: serving, memory: known(armed({ episode: opened() })) });
    expect(remembered(first)?.episode).toMatchObject({ committedAt: NOW - MINUTE });
    expect(told(first)).toContain("committed");
    expect(told(look({ ...held, standby: serving, memory: known(remembered(first)!) }))).not.toContain("committed");
  });

  it("starts a standby that does not run, also before the controller is armed", () => {
    expect(done(look({ ...held, standby: stopped, memory: { kind: "absent" } }))).toContain("ignite");
  });

  it("stops and unlocks nothing, though the primary is back for hours", () => {
    const episode = { ...committed, primaryBackAt: NOW - 600 * MINUTE };
    const decision = look({ lock: locked, standby: serving, memory: known(armed({ episode })) });
    expect(done(decision).filter((each) => each !== "remember")).toEqual([]);
  });

  it("tells people by its second look that a standby which had served does not answer", () => {
    const first = look({ ...held, ownProbes: probesUnknown, standby: booting });
    expect(told(first)).toEqual([]);
    expect(first.next).toBe("wait");
    const second = look({ ...held, ownProbes: probesUnknown, standby: booting, memory: known(remembered(first)!) });
    expect(told(second)).toEqual(["standby fails users"]);
  });

  it("tells people that a lock has no effect which DNS has not followed for two minutes, and nothing better", () => {
    const minutesOld = (minutes: number) => {
      const committedAt = NOW - minutes * MINUTE;
      const lock = { kind: "present", writtenAt: committedAt } as const;
      const memory = known(armed({ episode: { ...committed, committedAt } }));
      return told(look({ lock, memory, standby: serving }));
    };
    expect(minutesOld(2)).toEqual([]);
    expect(minutesOld(3)).toEqual(["lock without effect"]);
  });

  it("keeps the standby serving though the lock cannot be read", () => {
    expect(done(look({ ...held, lock: lockUnreadable, standby: stopped }))).toContain("ignite");
  });
});
