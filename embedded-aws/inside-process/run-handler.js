// What Lambda's runtime does in a function's process: load the handler once, call it for each event, report. Plain
// JavaScript, as preload.js.
const { join } = require("node:path");
const parent = require("./parent.js");

const describe = (error) => ({
  errorType: error?.name ?? "Error",
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? error).split("\n"),
});
/** An error that nobody caught ends Lambda's process: what the module has kept is worth nothing any more. */
const die = (error) => process.send(answer({ kind: "error", error: describe(error) }), () => process.exit(1));
/** Lambda limits the memory of the whole process, not of the heap alone. */
const answer = (outcome) => ({ ...outcome, memoryBytes: process.memoryUsage.rss() });

process.on("uncaughtException", die);
process.on("unhandledRejection", die);

let handler;

function load() {
  const [file, name] = process.env._HANDLER.split(".");
  const found = require(join(process.env.LAMBDA_TASK_ROOT, file))[name];
  if (typeof found === "function") return found;
  const missing = new Error(`${process.env._HANDLER} is undefined or not exported`);
  throw Object.assign(missing, { name: "Runtime.HandlerNotFound" });
}

process.on("message", async ({ kind, event, context }) => {
  if (kind !== "invoke") return;
  try {
    handler ??= load();
  } catch (error) {
    return die(error); // A failed start is tried anew in a new process.
  }
  try {
    const { deadline, ...rest } = context;
    const result = await handler(event, { ...rest, getRemainingTimeInMillis: () => deadline - Date.now() });
    parent.tell(answer({ kind: "result", payload: JSON.stringify(result) }));
  } catch (error) {
    parent.tell(answer({ kind: "error", error: describe(error) }));
  }
});
