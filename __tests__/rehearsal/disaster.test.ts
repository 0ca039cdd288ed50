import { disasterText, returnText, type Struck, struckTogether } from "../../rehearsal/disaster";

const www = { name: "www", primaryRegion: "eu-central-1" };
const shop = { name: "shop", primaryRegion: "eu-central-1" };
const far = { name: "far", primaryRegion: "us-west-2" };
const [outside, elsewhere] = [
  { name: "outside", primaryRegion: undefined },
  { name: "elsewhere", primaryRegion: undefined },
];

test("a region goes dark once, for all workloads whose primary it holds", () => {
  expect(struckTogether([www, far, shop], "region")).toEqual([[www, shop], [far]]);
});

test("instances are stopped one after the other, also where they share a region", () => {
  expect(struckTogether([www, far, shop], "instance")).toEqual([[www], [far], [shop]]);
});

test("primaries outside this AWS share no region, and fail each on its own", () => {
  expect(struckTogether([outside, www, elsewhere], "region")).toEqual([[outside], [www], [elsewhere]]);
});

test("what happens is called by what the primary is", () => {
  const text = (primaryRegion: string | undefined, disaster: "instance" | "region") =>
    disasterText({ primaryRegion } as Struck, disaster);
  expect(text("us-west-2", "instance")).toBe("the primary is stopped");
  expect(text("us-west-2", "region")).toBe("the primary's region goes dark");
  expect(text(undefined, "region")).toBe("the primary fails");
  const back = (primaryRegion: string | undefined, disaster: "instance" | "region") =>
    returnText({ primaryRegion } as Struck, disaster);
  expect(back("us-west-2", "instance")).toBe("somebody starts the primary");
  expect(back("us-west-2", "region")).toBe("the primary's region is back");
  expect(back(undefined, "region")).toBe("the primary is back");
});
