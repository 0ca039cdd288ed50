// Puts every clock that this process reads under AWS time, which is read from a file that the parent writes.
const fs = require("node:fs");
const { performance } = require("node:perf_hooks");

const file = fs.openSync(process.env.EMBEDDED_AWS_TIME_FILE, "r");
delete process.env.EMBEDDED_AWS_TIME_FILE;
const milliseconds = new Float64Array(1);
const bytes = new Uint8Array(milliseconds.buffer);

/** AWS time, in milliseconds since 1970. Read anew each time: a byte from the network may be here before any message. */
function now() {
  fs.readSync(file, bytes, 0, bytes.length, 0);
  return milliseconds[0];
}

const RealDate = Date;
const VirtualDate = class extends RealDate {
  constructor(...fields) {
    super(...(fields.length === 0 ? [now()] : fields));
  }
  static now() {
    return Math.floor(now());
  }
  // Dates that Node itself makes are dates too.
  static [Symbol.hasInstance](value) {
    return value instanceof RealDate;
  }
};
// `Date()` without `new` is a text; a class cannot be called so.
globalThis.Date = new Proxy(VirtualDate, { apply: () => new VirtualDate().toString() });

const begun = now();
performance.now = () => now() - begun;
const NANOSECONDS_A_MILLISECOND = 1_000_000;
process.hrtime = ([seconds, nanoseconds] = [0, 0]) => {
  const total = Math.round((now() - begun) * NANOSECONDS_A_MILLISECOND) - seconds * 1e9 - nanoseconds;
  return [Math.floor(total / 1e9), total % 1e9];
};
process.hrtime.bigint = () => BigInt(Math.round((now() - begun) * NANOSECONDS_A_MILLISECOND));

module.exports = now;
