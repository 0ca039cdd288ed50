import { readFileSync } from "node:fs";
import path from "node:path";
import { type Episode, episodeKey } from "../../contract/episode";
import { CONTRACT_VERSION } from "../../contract/version";
import { decide } from "../../functions/controller/decide";
import { parseLease } from "../../functions/controller/lease";
import { answer, isRequest } from "../../functions/controller/request";
import { parseLock } from "../../functions/controller/stored-lock";
import { parseMemory } from "../../functions/controller/stored-memory";
import { readTrigger } from "../../functions/controller/trigger";
import {
  good,
  known,
  observed,
  probesDown,
  serving,
  settings,
  stopped,
  unlocked,
} from "../functions/controller/observed";

// One of each, as a version wrote it. These files are never changed: a new version adds a folder of its own.
const sample = (file: string) => readFileSync(path.join(__dirname, "samples", file), "utf8");
const parsed = (file: string) => JSON.parse(sample(file));

describe("version 1", () => {
  it("left a memory whose open episode goes on as a failover of this version", () => {
    const memory = parseMemory(sample("1/memory.json"));
    const { episode: before, ...rest } = parsed("1/memory.json");
    expect(memory).toEqual({
      ...rest,
      version: CONTRACT_VERSION,
      episode: {
        ...before,
        version: CONTRACT_VERSION,
        kind: "failover",
        trigger: "not recorded by version 1",
        startedInstanceAt: before.ignitedAt,
      },
    });
  });

  it("left a memory by which nobody is told again what version 1 has told", () => {
    const memory = known(parseMemory(sample("1/memory.json")));
    const { actions } = decide(observed({ ownProbes: probesDown, standby: serving, memory }), settings);
    expect(actions.flatMap((action) => (action.do === "remember" ? action.tell : []))).toEqual([]);
  });

  it("left a memory whose standby, which the controller had started, is stopped in the end", () => {
    const memory = parseMemory(sample("1/memory.json"));
    const primaryBackAt = memory.episode!.startedAt + 1;
    const back = known({ ...memory, episode: { ...memory.episode!, primaryBackAt } });
    const at = primaryBackAt + settings.graceSeconds * 1_000;
    const { actions } = decide(observed({ at, standby: serving, memory: back }), settings);
    expect(actions).toContainEqual({ do: "stop" });
  });

  it("set up a schedule that is still one", () => {
    expect(readTrigger(parsed("1/wake-up.json"))).toEqual({ kind: "schedule" });
  });
});

describe("version 2", () => {
  it.each([
    ["memory", parseMemory],
    ["memory-with-outbox", parseMemory],
    ["lock", parseLock],
    ["lease", parseLease],
  ])("left a %s that is read as it was written", (file, parse) => {
    expect(parse(sample(`2/${file}.json`))).toEqual(parsed(`2/${file}.json`));
  });

  it.each([
    ["1/memory", []],
    ["2/memory", []],
    ["2/memory-with-outbox", [{ do: "deliver" }]],
  ])("left a memory of which only the messages that wait are sent: %s", (file, expected) => {
    const memory = known(parseMemory(sample(`${file}.json`)));
    const { actions } = decide(observed({ memory }), settings);
    expect(actions.filter((action) => action.do === "deliver")).toEqual(expected);
  });

  it("left an episode's document in the order of time", () => {
    expect(episodeKey(parsed("2/episode.json") as Episode)).toBe("episodes/2026-01-02T03:04:05.000Z.json");
  });

  it("wakes the controller as an operator", () => {
    expect(readTrigger(parsed("2/wake-up.json"))).toEqual({ kind: "operator" });
  });

  it.each(parsed("2/requests.json") as { id: string }[])("asks for what this version understands: %j", (request) => {
    expect(isRequest(request)).toBe(true);
    const at = Date.parse("2026-01-02T04:00:00Z");
    const { answer: given } = answer(request, {
      at,
      memory: { kind: "absent" },
      lock: unlocked,
      standby: stopped as Extract<typeof stopped, { state: "stopped" }>,
      primary: good,
    });
    expect(given).toMatchObject({ version: CONTRACT_VERSION, id: request.id });
    expect(given).not.toMatchObject({ code: "not a request" });
  });
});
