import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { zipSync } from "fflate";

/** The function's handler, as Lambda names it: `index.js` in the zip exports `handler`. */
export const CONTROLLER_HANDLER = "index.handler";

/**
 * The zip's one date. A local time: the format holds no zone, and fflate writes the local fields, so that a UTC date
 * would give other bytes in another time zone.
 */
const ZIP_DATE = new Date(2020, 0, 1, 0, 0, 0);
/** Readable by the user that Lambda runs the function as. */
const REGULAR_FILE_0644 = 0o100644 << 16;
const UNIX = 3;

export interface ControllerZip {
  /** Absolute path of the zip. */
  file: string;
  /** Base64 SHA-256 of its bytes, as Lambda calls a zip by. */
  sha256: string;
}

/**
 * The controller's code in one file.
 *
 * @param project folder of this project, which holds `functions/controller`
 */
export async function controllerBundle(project: string): Promise<Uint8Array> {
  const result = await build({
    absWorkingDir: project,
    entryPoints: [path.join("functions", "controller", "handler.ts")],
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node22",
    // The SDK's ES modules can be shaken, its CommonJS can't: half the size and half the time to load.
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles[0]!.contents;
}

/** The zip that Lambda runs: the same bytes from any checkout, folder or time zone, so that no plan differs for nothing. */
export async function controllerZipBytes(project: string): Promise<Uint8Array> {
  return zipSync(
    { "index.js": [await controllerBundle(project), { mtime: ZIP_DATE, os: UNIX, attrs: REGULAR_FILE_0644 }] },
    { level: 9 },
  );
}

/** Builds the zip into the project's build folder; all workloads of a synthesis share the one file. */
export async function writeControllerZip(project: string): Promise<ControllerZip> {
  const bytes = await controllerZipBytes(project);
  const folder = path.join(project, ".build");
  const file = path.join(folder, "controller.zip");
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(unfinished, bytes);
  // Renamed into place, so that a second synthesis at the same time never copies half a zip.
  renameSync(unfinished, file);
  return { file, sha256: createHash("sha256").update(bytes).digest("base64") };
}
