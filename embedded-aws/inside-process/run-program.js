// Runs a program of a person's: the file that the first argument names, with the others as its own. It ends as it would
// anywhere: when nothing is left for it to do. Plain JavaScript, as preload.js.
const parent = require("./parent.js");

const isWaitingInAwsTime = require.cache[require.resolve("./virtual-time.js")]?.exports.endWhenDone() ?? (() => false);

// Neither the channel to the embedded AWS nor AWS's timers are anything that Node waits for, or the one would keep every
// program alive, and the others none: it asks here before it ends.
process.channel.unref();
process.on("beforeExit", () => {
  if (parent.isWaiting() || isWaitingInAwsTime()) process.channel.ref();
});
process.on("message", () => process.channel.unref());

process.argv.splice(1, 1);
require(process.argv[1]);
