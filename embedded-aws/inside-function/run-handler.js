// What Lambda's runtime does in a function's process: load the handler, call it once, report. Plain JavaScript, as preload.js.
const { join } = require("node:path");
const { performance } = require("node:perf_hooks");

const describe = (error) => ({
  errorType: error?.name ?? "Error",
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? error).split("\n"),
});
/** Lambda freezes the process once the handler has answered, whatever it still has open. */
const report = (message) => process.send(message, () => process.exit());

process.on("uncaughtException", (error) => report({ kind: "error", error: describe(error) }));
process.on("unhandledRejection", (error) => report({ kind: "error", error: describe(error) }));

process.once("message", async ({ event, context }) => {
  try {
    const [file, name] = process.env._HANDLER.split(".");
    const start = performance.now();
    const handler = require(join(process.env.LAMBDA_TASK_ROOT, file))[name];
    process.send({ kind: "loaded", loadMilliseconds: performance.now() - start });
    if (typeof handler !== "function")
      throw Object.assign(new Error(`${process.env._HANDLER} is undefined or not exported`), {
        name: "Runtime.HandlerNotFound",
      });
    const deadline = Date.now() + context.timeoutMilliseconds;
    const { timeoutMilliseconds, ...rest } = context;
    const result = await handler(event, { ...rest, getRemainingTimeInMillis: () => deadline - Date.now() });
    report({ kind: "result", payload: JSON.stringify(result) });
  } catch (error) {
    report({ kind: "error", error: describe(error) });
  }
});
