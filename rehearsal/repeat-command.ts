import type { Disaster, RunArguments } from "./command-line";

/** What is played again: a story, scenarios by name or file, or all of them. */
export type Repeated =
  | { readonly disaster: Disaster }
  | { readonly scenarios: "all" | readonly string[]; readonly workload?: string | undefined };

/** The one command that plays the same again, as one types it in the project's folder. */
export function repeatCommand(
  what: Repeated,
  { configurationFile, realTime, seed }: Pick<RunArguments, "configurationFile" | "realTime" | "seed">,
): string {
  const played =
    "disaster" in what
      ? ["--disaster", what.disaster]
      : what.scenarios === "all"
        ? ["--all"]
        : what.scenarios.flatMap((scenario) => ["--scenario", scenario]);
  const chosen = "disaster" in what || what.workload === undefined ? [] : ["--workload", what.workload];
  const args = [
    ...played,
    ...chosen,
    "--config",
    configurationFile,
    "--seed",
    String(seed),
    ...(realTime ? ["--real-time"] : []),
  ];
  return ["npm start --", ...args.map(asTyped)].join(" ");
}

/** An argument as a shell takes it. */
export const asTyped = (arg: string): string => (/^[\w./:@=-]+$/.test(arg) ? arg : `"${arg}"`);
