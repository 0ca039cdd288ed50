import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { App } from "cdktf";

/** A synthesis that waits beside its folder: publish it or discard it. */
export interface Draft {
  /** Puts it into its folder, and is over. */
  publish(): void;
  discard(): void;
}

/**
 * Synthesizes all or nothing: an error, or a draft that is discarded, leaves the folder as it was. What Terraform keeps
 * beside a stack (`.terraform`, its lock file) stays; stacks that are no longer in the app go, as with cdktf's own
 * command.
 *
 * @param folder where cdktf's output goes, such as `cdktf.out`
 * @param build adds the stacks to the app
 */
export function draftSynthesis(folder: string, build: (app: App) => void): Draft {
  const target = path.resolve(folder);
  mkdirSync(path.dirname(target), { recursive: true });
  // Beside the target, so that the last step is within one file system.
  const draft = mkdtempSync(`${target}.draft-`);
  const discard = () => rmSync(draft, { recursive: true, force: true });
  try {
    const app = new App({ outdir: draft });
    build(app);
    app.synth();
  } catch (error) {
    discard();
    throw withoutAdvice(error);
  }
  return {
    publish: () => {
      try {
        publish(draft, target);
      } finally {
        discard();
      }
    },
    discard,
  };
}

/** See `draftSynthesis`. */
export function synthesize(folder: string, build: (app: App) => void): void {
  draftSynthesis(folder, build).publish();
}

/** cdktf ends what it says about violations with a way to ignore them, which is no way here. */
const ADVICE_TO_IGNORE = /\n\nEither fix the issues above, or set the environment variable .*$/s;

function withoutAdvice(error: unknown): unknown {
  if (error instanceof Error) error.message = error.message.replace(ADVICE_TO_IGNORE, "");
  return error;
}

function publish(draft: string, folder: string): void {
  const stacks = path.join(folder, "stacks");
  mkdirSync(stacks, { recursive: true });
  const current = readdirSync(path.join(draft, "stacks"));
  for (const name of readdirSync(stacks)) {
    if (!current.includes(name)) rmSync(path.join(stacks, name), { recursive: true });
  }
  for (const name of current) {
    const assets = path.join(stacks, name, "assets");
    if (existsSync(assets)) rmSync(assets, { recursive: true });
    cpSync(path.join(draft, "stacks", name), path.join(stacks, name), { recursive: true });
  }
  renameSync(path.join(draft, "manifest.json"), path.join(folder, "manifest.json"));
}
