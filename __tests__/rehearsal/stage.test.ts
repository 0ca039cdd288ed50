import { AddressTable } from "../../embedded-aws/address-table";
import { Progress } from "../../rehearsal/progress";
import type { Stage } from "../../rehearsal/stage";
import { tellOfStandIns } from "../../rehearsal/stage";

const addressTable = new AddressTable();
addressTable.open("203.0.113.10", 8443, 4711);

function stage(instanceId: string | undefined, changes: Partial<Stage> = {}): Stage {
  return {
    aws: { addressTable },
    workload: { name: "api", primary: { address: "203.0.113.10", instanceId } },
    parts: { site: { domain: "api.example.com", protocol: "HTTPS", port: 8443 } },
    outsideAws: { fail: () => {}, recover: () => {} },
    ...changes,
  } as unknown as Stage;
}

async function told(stages: Stage[]): Promise<string> {
  const lines: string[] = [];
  await tellOfStandIns(new Progress({ write: (text: string) => lines.push(text) }, {}, () => 0), stages);
  return lines.join("");
}

test("a server that stands for a primary outside AWS is told with its address here", async () => {
  const text = await told([stage(undefined)]);
  expect(text).toContain("Standing in for primaries outside this AWS");
  expect(text).toContain("api: https://203.0.113.10:8443 is https://127.0.0.1:4711 here");
  expect(text).not.toContain("account");
});

test("nothing is told where every primary was deployed", async () => {
  expect(await told([stage("i-1", { outsideAws: undefined } as Partial<Stage>)])).toBe("");
});
