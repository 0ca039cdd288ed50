import type { ManagedSite } from "../../config/configuration";
import { createdFrom } from "../../constructs/creation-memory";
import { editsWithoutEffect } from "../../stacks/edits-without-effect";
import { configuration } from "../configurations";

const smallest = configuration("smallest");
const [workload] = smallest.workloads;
const standby = workload!.standby;

/** The file with another standby than the deployed one. */
const edited = (change: Partial<ManagedSite>) => ({
  ...smallest,
  workloads: [{ ...workload!, standby: { ...standby, ...change } }],
});

/** What Terraform 1.11 keeps of `terraform_data` in a state file. */
function deployedStandby(stack: string): string | undefined {
  if (stack !== "www-standby") return undefined;
  const attributes = {
    id: "8d0f4a4e",
    input: { value: createdFrom(standby, "standby"), type: ["object", {}] },
    triggers_replace: { value: { generation: standby.generation }, type: ["object", {}] },
  };
  const memory = {
    mode: "managed",
    type: "terraform_data",
    name: "site_as-created_91C83F01",
    instances: [{ attributes }],
  };
  return JSON.stringify({ version: 4, resources: [{ type: "aws_eip", name: "x", instances: [] }, memory] });
}

const newUserData = { path: "start.sh", bytes: Buffer.from("#!/bin/bash\n") };

it("warns of new user data that a deployed standby would never see, and says what to do", () => {
  expect(editsWithoutEffect(edited({ userData: newUserData }), deployedStandby)).toEqual([
    'workload "www", standby: ami, userData or instanceType was edited, but a server keeps what it was created from: this edit changes nothing. To replace the server, set generation: 2; to keep it, undo the edit.',
  ]);
});

it("warns of another type for a deployed standby, which the controller alone may change", () => {
  expect(editsWithoutEffect(edited({ instanceType: "m7i.large" }), deployedStandby)).toHaveLength(1);
});

it("is silent where nothing was edited", () => {
  expect(editsWithoutEffect(smallest, deployedStandby)).toEqual([]);
});

it("is silent where a new generation replaces the server", () => {
  expect(editsWithoutEffect(edited({ userData: newUserData, generation: 2 }), deployedStandby)).toEqual([]);
});

it("is silent where nothing was deployed yet", () => {
  expect(editsWithoutEffect(edited({ userData: newUserData }), () => undefined)).toEqual([]);
  expect(editsWithoutEffect(edited({ userData: newUserData }), () => '{"version":4,"resources":[]}')).toEqual([]);
});
