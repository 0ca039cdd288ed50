import { disasterText, returnText, type Some, type Struck, storyText, struckTogether } from "../../rehearsal/disaster";

const managed = (instanceId: string, primaryRegion: string) =>
  ({ workload: { primary: { address: "192.0.2.1", instanceId } }, primaryRegion }) as Struck;
const outside = (address: string) =>
  ({ workload: { primary: { address } }, outsideAws: { fail: () => {}, recover: () => {} } }) as Struck;

const www = managed("i-1", "us-west-2");
const shop = managed("i-2", "us-west-2");
const far = managed("i-3", "eu-central-1");
const [legacy, older] = [outside("203.0.113.11"), outside("203.0.113.12")];

test("a region's disaster strikes everything at once, also what is outside AWS", () => {
  expect(struckTogether([www, legacy, shop], "region")).toEqual([[www, legacy, shop]]);
});

test("instances are stopped one after the other, also where they share a region", () => {
  expect(struckTogether([www, far, shop], "instance")).toEqual([[www], [far], [shop]]);
});

test("a server that several workloads share is stopped once, for all of them", () => {
  const [other, port] = [managed("i-1", "us-west-2"), outside("203.0.113.11")];
  expect(struckTogether([www, legacy, other, port, shop], "instance")).toEqual([[www, other], [legacy, port], [shop]]);
  expect(disasterText([www, other], "instance")).toBe("i-1 is stopped");
  expect(disasterText([legacy, port], "instance")).toBe("the server at 203.0.113.11 falls silent");
});

test.each<[string, string, string, Some<Struck>, "instance" | "region"]>([
  ["an instance", "the primary is stopped", "somebody starts the primary", [www], "instance"],
  ["its region", "the primary's region goes dark", "the primary's region is back", [www], "region"],
  ["a server outside AWS", "the primary fails", "the primary is back", [legacy], "region"],
  ["two in one region", "us-west-2 goes dark", "us-west-2 is back", [www, shop], "region"],
  [
    "a region and a server",
    "us-west-2 goes dark, and the server at 203.0.113.11 falls silent",
    "us-west-2 is back, and the server at 203.0.113.11 answers again",
    [legacy, www, shop],
    "region",
  ],
  [
    "servers outside AWS alone",
    "the servers at 203.0.113.11 and 203.0.113.12 fall silent",
    "the servers at 203.0.113.11 and 203.0.113.12 answer again",
    [legacy, older],
    "region",
  ],
  [
    "everything",
    "us-west-2 and eu-central-1 go dark, and the server at 203.0.113.11 falls silent",
    "us-west-2 and eu-central-1 are back, and the server at 203.0.113.11 answers again",
    [www, far, legacy],
    "region",
  ],
])("what happens is said of %s: %s, and %s", (_, struck, back, stages, disaster) => {
  expect(disasterText(stages, disaster)).toBe(struck);
  expect(returnText(stages, disaster)).toBe(back);
});

test("who starts several primaries starts each by its id", () => {
  expect(returnText([legacy, www, shop], "instance")).toBe(
    "somebody starts i-1 and i-2, and the server at 203.0.113.11 answers again",
  );
});

test("a whole story is called by its one disaster, or by what they have in common", () => {
  expect(storyText([www], "instance")).toBe("the primary is stopped");
  expect(storyText([www, legacy], "region")).toBe("us-west-2 goes dark, and the server at 203.0.113.11 falls silent");
  expect(storyText([www, legacy], "instance")).toBe("each workload's primary fails, one after the other");
});

test("a primary whose instance is in no region of the deployment is named", () => {
  const lost = { ...www, primaryRegion: undefined };
  expect(() => disasterText([lost], "instance")).toThrow(
    "the primary's instance i-1 is in none of the deployment's regions",
  );
});
