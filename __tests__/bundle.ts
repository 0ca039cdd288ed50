import path from "node:path";
import { build, type Plugin } from "esbuild";

/**
 * Bundles one of our files for a process of its own, as `npm run synth` does with `main.ts`: packages stay outside.
 *
 * @param entry path from the project's folder
 * @param outfile where a `node_modules` is in reach
 */
export async function bundle(entry: string, outfile: string, plugins: Plugin[] = []): Promise<void> {
  await build({
    entryPoints: [path.resolve(entry)],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    plugins,
  });
}
