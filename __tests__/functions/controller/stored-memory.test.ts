import { parseMemory } from "../../../functions/controller/stored-memory";
import { armed, memory, opened } from "./observed";

it.each([memory(), armed({ episode: opened(), receipts: [], finished: [opened({ endedAt: 1 })] })])(
  "reads back what this version wrote: %j",
  (written) => expect(parseMemory(JSON.stringify(written))).toEqual(written),
);

it.each([
  ["null", "null", "memory of contract version undefined; this code reads up to 2"],
  ["of a newer contract", '{"version":3}', "memory of contract version 3; this code reads up to 2"],
  ["somebody else's", '{"version":2}', "memory without firstSeenAt or told: something else wrote this object"],
  ["without a list of messages", '{"version":2,"firstSeenAt":1,"told":"x"}', "memory without firstSeenAt or told"],
])("does not believe an object that is %s", (_what, text, why) => {
  expect(() => parseMemory(text)).toThrow(why);
});
