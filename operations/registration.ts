import type { Command } from "commander";
import type { ExitCode } from "./failure";
import type { World } from "./world";

/** What a command has when it is registered: the world, and whom it tells how it ended. */
interface Surroundings {
  readonly world: World;
  end(exitCode: ExitCode): void;
}

/** Adds one command to the command line. */
export type Registration = (cli: Command, surroundings: Surroundings) => void;

/** Options that every command has. */
export interface CommonOptions {
  readonly region?: string;
  readonly json?: boolean;
}

/** What a command says of itself in its help. */
export interface Description {
  readonly summary: string;
  /** Which APIs, and what else it asks. */
  readonly calls: string;
  readonly changes: string;
}

/** A command with the options and the help that all have; the caller adds its arguments, its own options, and its action. */
export function describedCommand(cli: Command, name: string, { summary, calls, changes }: Description): Command {
  return cli
    .command(name)
    .summary(summary)
    .description(summary)
    .option(
      "--region <region>",
      "the standby's region; else AWS_REGION, the profile's, or wherever Route 53 says a standby is",
    )
    .option("--json", "print data instead of text")
    .addHelpText("after", `\nCalls:   ${calls}\nChanges: ${changes}`);
}

/** The argument that every command has. */
export const WORKLOAD = ["[workload]", "its name; may be left out where there is one only"] as const;
