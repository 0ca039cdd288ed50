import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { App } from "cdktf";

/**
 * Synthesizes into `folder`, all or nothing: an error leaves the folder as it was. What Terraform keeps beside a stack
 * (`.terraform`, its lock file) stays; stacks that are no longer in the app go, as with cdktf's own command.
 *
 * @param folder where cdktf's output goes, such as `cdktf.out`
 * @param build adds the stacks to the app
 */
export function synthesize(folder: string, build: (app: App) => void): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  // Beside the target, so that the last step is within one file system.
  const draft = mkdtempSync(`${folder}.draft-`);
  try {
    const app = new App({ outdir: draft });
    build(app);
    app.synth();
    publish(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
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
