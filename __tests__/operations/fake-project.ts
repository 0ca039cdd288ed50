import { PassThrough, Writable } from "node:stream";
import type { BoundedResult } from "../../operations/bounded-command";
import type { Project, Terminal } from "../../operations/project";

/** A project whose synthesis has these workloads; `cdktf` answers, and remembers what it was asked. */
export function fakeProject({
  workloads = ["web"],
  synthExitCode = 0,
  cdktf = () => ({ exitCode: 0, output: "" }),
}: {
  workloads?: string[];
  synthExitCode?: number;
  cdktf?: (args: string[]) => BoundedResult;
} = {}) {
  const calls: string[] = [];
  const project: Project = {
    synth: async () => {
      calls.push("synth");
      return synthExitCode;
    },
    manifest: () => manifestOf(workloads),
    stack: () => STACK,
    cdktf: async (args) => {
      calls.push(`cdktf ${args.join(" ")}`);
      return Number(cdktf(args).exitCode);
    },
    cdktfWithin: async (withinSeconds, args) => {
      calls.push(`cdktf ${args.join(" ")} (within ${withinSeconds} s)`);
      return cdktf(args);
    },
  };
  return { project, calls };
}

/** `cdk.tf.json` of any of its stacks. */
const STACK = JSON.stringify({
  provider: {
    aws: [
      { alias: "primary", region: "eu-west-1" },
      { alias: "standby", region: "eu-central-1" },
    ],
  },
});

/** `cdktf.out/manifest.json` of these workloads, with the failover stacks first, as the alphabet has it. */
export function manifestOf(workloads: string[]): string {
  const stacks = workloads.flatMap((workload) => [
    { name: `${workload}-failover`, dependencies: [`${workload}-primary`, `${workload}-standby`] },
    { name: `${workload}-primary`, dependencies: [] },
    { name: `${workload}-standby`, dependencies: [] },
  ]);
  return JSON.stringify({ stacks: Object.fromEntries(stacks.map((stack) => [stack.name, stack])) });
}

/** A terminal at which somebody types a line once they are asked, or a pipe at which nobody sits. */
export function fakeTerminal(typed: string | "nobody" | "Ctrl-D") {
  const said: string[] = [];
  const wrong: string[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: typed !== "nobody" });
  const recorder = (into: string[], onText: (text: string) => void = () => {}) =>
    new Writable({
      write(chunk, _encoding, done) {
        into.push(String(chunk));
        onText(String(chunk));
        done();
      },
    });
  const whenAsked = (text: string) => {
    if (!text.startsWith("Type ")) return;
    if (typed === "Ctrl-D") input.end();
    else input.write(`${typed}\n`);
  };
  const terminal: Terminal = { input, output: recorder(said, whenAsked), errors: recorder(wrong, whenAsked) };
  return { terminal, said: () => said.join(""), wrong: () => wrong.join("") };
}
