#!/usr/bin/env node
// `npx --no pilot-light …`: bundles the command line when it is run, as the npm scripts do, so that nothing built is kept in
// the repository and nothing old is ever run.

const { renameSync } = require("node:fs");
const { join } = require("node:path");

// esbuild reads this when it is loaded: its own thread and process would live, and take 25 MB, as long as the command.
process.env.ESBUILD_WORKER_THREADS = "0";
const { buildSync } = require("esbuild");

const project = join(__dirname, "..");
const outfile = join(project, ".build", "pilot-light.js");
// Under a name of its own first: another command may be starting at this moment.
const draft = join(project, ".build", `pilot-light-${process.pid}.js`);
buildSync({
  entryPoints: [join(project, "operations", "command-line.ts")],
  outfile: draft,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  logLevel: "warning",
});
renameSync(draft, outfile);
// The pinned SDK supports Node 20; what it says of later versions is noise in front of every screen.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
void require(outfile).main();
