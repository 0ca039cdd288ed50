import { type Diagnostic, diagnosticText } from "./terraform-messages";

/** A run of Terraform that did not succeed: which stack, which step, and what Terraform says about it. */
export class TerraformFailure extends Error {
  override readonly name = "TerraformFailure";

  constructor(
    readonly stack: string,
    readonly step: string,
    readonly diagnostics: Diagnostic[],
    why: string,
    plainLines: string[],
    logFile: string,
  ) {
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    const said = errors.length > 0 ? errors.map(diagnosticText) : plainLines.slice(-LAST_LINES);
    super([`terraform ${step} of the stack "${stack}" ${why}.`, ...said, `Its log is ${logFile}.`].join("\n"));
  }
}

/** Lines shown where Terraform failed without a diagnostic, as in a crash. */
export const LAST_LINES = 20;
