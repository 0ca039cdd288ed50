import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { planInTheDark, requireNoChanges } from "../../rehearsal/plans";
import { Processes } from "../../rehearsal/processes";
import { Progress } from "../../rehearsal/progress";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
/** What the provider 5.100.0 says where a region is silent. */
const SILENCE = JSON.stringify({
  type: "diagnostic",
  diagnostic: {
    severity: "error",
    summary: "exceeded maximum number of attempts, 8, request send failed, read: connection reset by peer",
    detail: "",
    address: 'provider["registry.terraform.io/hashicorp/aws"].primary',
  },
});
/** A Terraform that fails, or would change something, for the stacks whose folder says so. */
const executable = join(folder, "terraform");
writeFileSync(
  executable,
  "#!/bin/sh\nif [ -e failure ]; then cat failure; exit 1; fi\nif [ -e changes ]; then cat changes; exit 2; fi\n",
  { mode: 0o755 },
);
const terraform = {
  executable,
  environment: { PATH: process.env.PATH },
  processes: new Processes(300),
  logFolder: folder,
};

/** Stacks whose providers are in these regions. */
function stack(name: string, fails: boolean, region = "us-west-2") {
  const home = join(folder, `${Math.random()}-${name}`);
  mkdirSync(home);
  writeFileSync(join(home, "cdk.tf.json"), JSON.stringify({ provider: { aws: [{ alias: "primary", region }] } }));
  if (fails) writeFileSync(join(home, "failure"), `${SILENCE}\n`);
  return { name, folder: home, dependencies: [] };
}

/** @param callsTo a region into which each look at the log finds one more call */
async function plan(stacks: ReturnType<typeof stack>[], dark = "us-west-2", callsTo?: string) {
  // Of before it was dark.
  const calls: object[] = [{ call: { region: dark } }];
  const lightened: string[] = [];
  const aws = {
    callLog: {
      get calls() {
        if (callsTo) calls.push({ call: { region: callsTo } });
        return calls;
      },
    },
    dataPlane: { lighten: (region: string) => void lightened.push(region) },
  } as unknown as EmbeddedAws;
  const lines: string[] = [];
  const progress = new Progress({ write: (text: string) => lines.push(text.trim()) }, {}, () => 0);
  const workloads = [{ name: "www" }, { name: "legacy" }] as never;
  await planInTheDark(progress, { aws, terraform, stacks, workloads }, new Set([dark]));
  return { lines: lines.join("\n"), lightened };
}

test("what does not need the dark region is planned, what does says which one is silent, and then it returns", async () => {
  const { lines, lightened } = await plan(
    [stack("www-primary", true), stack("www-standby", false)],
    "us-west-2",
    "us-east-1",
  );
  expect(lines).toContain("no changes in www-standby");
  expect(lines).toContain("no call to us-west-2");
  expect(lines).toMatch(/www-primary failed in .* no answer from us-west-2/);
  expect(lightened).toEqual(["us-west-2"]);
});

test("the primary stack of a server outside AWS holds nothing in the dark region, and can be planned", async () => {
  const { lines } = await plan([stack("www-primary", true), stack("legacy-primary", false)]);
  expect(lines).toContain("legacy-primary holds nothing in us-west-2: planned in");
});

test("a primary stack that was planned with calls to the dark region is none that could be", async () => {
  const planned = plan([stack("www-primary", false)], "us-west-2", "us-west-2");
  await expect(planned).rejects.toThrow("the plan of www-primary succeeded, although us-west-2 is dark");
});

test("a call to the dark region by a stack that does not need it is counted", async () => {
  const planned = plan([stack("www-standby", false)], "us-west-2", "us-west-2");
  await expect(planned).rejects.toThrow(/\d calls went to us-west-2, which these stacks do not need/);
});

test("a stack that fails without need for the dark region is a failure", async () => {
  await expect(plan([stack("www-standby", true)])).rejects.toThrow('terraform plan of the stack "www-standby" failed');
});

test("with us-east-1 go Route 53's and IAM's control planes, so that any stack may fail", async () => {
  const { lines } = await plan(
    [stack("www-failover", true, "us-east-1"), stack("www-standby", false), stack("www-primary", true, "us-east-1")],
    "us-east-1",
  );
  expect(lines).not.toContain("plans what does not need");
  expect(lines).toContain("www-failover failed in");
  expect(lines).toContain("www-standby holds nothing in us-east-1");
});

/** A stack that is not as it was deployed. */
function changed(name: string) {
  const made = stack(name, false);
  const planned = { type: "planned_change", change: { resource: { addr: "aws_eip.site" }, action: "update" } };
  writeFileSync(join(made.folder, "changes"), `${JSON.stringify(planned)}\n`);
  return made;
}

test("a stack that would change although it needs nothing in the dark is a failure", async () => {
  await expect(plan([changed("www-standby")])).rejects.toThrow(
    'Terraform would change www-standby: [{"address":"aws_eip.site","action":"update"}]',
  );
});

test("a primary stack that fails without naming the dark region is a failure", async () => {
  await expect(plan([stack("www-primary", true, "eu-west-1")])).rejects.toThrow(
    "the plan of www-primary does not name the region that is dark:\nterraform plan",
  );
});

test("after everything no stack may change, and what would is listed", async () => {
  const details: string[] = [];
  await requireNoChanges(terraform, [stack("www-standby", false)], (text) => details.push(text));
  expect(details).toEqual(["no changes in www-standby"]);
  await expect(requireNoChanges(terraform, [changed("www-standby")], () => {})).rejects.toThrow(
    "Terraform would change:\nwww-standby: update aws_eip.site",
  );
});
