// Loaded into a process that must live on the embedded AWS before its own code is: gives it AWS's time and network.
// The process knows nothing of it. Plain JavaScript, since Node loads it as it is.
// Time first: what the network's part waits for must already be AWS time.
if (process.env.EMBEDDED_AWS_TIME_FILE !== undefined) require("./virtual-time.js");
require("./network.js");
