// Puts this process under AWS time: every clock that it reads and every timer that it sets. Timers fire when the parent
// says that their time has come.
const net = require("node:net");
const timers = require("node:timers");
const timersPromises = require("node:timers/promises");
const { promisify } = require("node:util");
const { syncBuiltinESMExports } = require("node:module");
const reportIdleness = require("./idleness.js");
const now = require("./virtual-clocks.js");

// --- Timers ----------------------------------------------------------------------------------------------------------

const pending = new Set();
let made = 0;

class Timeout {
  constructor(callback, delay, args, repeats) {
    if (typeof callback !== "function") throw new TypeError("The callback of a timer must be a function.");
    this.callback = () => callback(...args);
    this.delay = Math.max(1, Number(delay) || 1); // As Node: a timer waits at least a millisecond.
    this.repeats = repeats;
    this.keepsAlive = true;
    this.id = ++made;
    this.refresh();
  }
  refresh() {
    this.at = now() + this.delay;
    this.order = ++made;
    pending.add(this);
    return this;
  }
  fire() {
    if (this.repeats) this.refresh();
    else pending.delete(this);
    this.callback();
  }
  close() {
    pending.delete(this);
    return this;
  }
  ref() {
    this.keepsAlive = true;
    return this;
  }
  unref() {
    this.keepsAlive = false;
    return this;
  }
  hasRef() {
    return this.keepsAlive;
  }
  [Symbol.toPrimitive]() {
    return this.id;
  }
}

function earliest() {
  let first;
  for (const timer of pending)
    if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
  return first;
}

function clear(timer) {
  if (timer instanceof Timeout) timer.close();
  else for (const candidate of pending) if (candidate.id === Number(timer)) candidate.close();
}

const setVirtualTimeout = (callback, delay, ...args) => new Timeout(callback, delay, args, false);
const setVirtualInterval = (callback, delay, ...args) => new Timeout(callback, delay, args, true);

const aborted = (signal) =>
  Object.assign(new Error("The operation was aborted"), {
    name: "AbortError",
    code: "ABORT_ERR",
    cause: signal.reason,
  });

function wait(delay, value, { signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted(signal));
    const timer = setVirtualTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve(value);
    }, delay);
    const abort = () => {
      timer.close();
      reject(aborted(signal));
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}

async function* ticks(delay, value, options) {
  for (;;) yield await wait(delay, value, options);
}

setVirtualTimeout[promisify.custom] = wait;
for (const holder of [globalThis, timers])
  Object.assign(holder, {
    setTimeout: setVirtualTimeout,
    clearTimeout: clear,
    setInterval: setVirtualInterval,
    clearInterval: clear,
  });
Object.assign(timersPromises, { setTimeout: wait, setInterval: ticks });
timersPromises.scheduler.wait = (delay, options) => wait(delay, undefined, options);

AbortSignal.timeout = (delay) => {
  const controller = new AbortController();
  const late = new DOMException("The operation was aborted due to timeout", "TimeoutError");
  setVirtualTimeout(() => controller.abort(late), delay).unref();
  return controller.signal;
};

// --- Sockets' time-outs, which Node keeps in timers of its own ----------------------------------------------------------

const idle = new WeakMap();
net.Socket.prototype.setTimeout = function (delay, callback) {
  idle.get(this)?.close();
  idle.delete(this);
  this.timeout = delay;
  if (delay > 0) {
    const timer = setVirtualTimeout(() => this._onTimeout(), delay).unref();
    idle.set(this, timer);
    this.once("close", () => timer.close());
    if (callback) this.once("timeout", callback);
  } else if (callback) this.removeListener("timeout", callback);
  return this;
};
net.Socket.prototype._unrefTimer = function () {
  for (let socket = this; socket; socket = socket._parent) {
    const timer = idle.get(socket);
    if (timer && pending.has(timer)) timer.refresh();
  }
};
net.Socket.prototype._onTimeout = function () {
  this.emit("timeout");
};

syncBuiltinESMExports();

// --- With the parent ---------------------------------------------------------------------------------------------------

const open = new Set();

/** One end for the parent's bookkeeping, counted by the TCP handle: over TLS the socket counts what it encrypted. */
function endOf(socket) {
  const handle = socket._handle?._parent ?? socket._handle;
  if (!handle || socket.localPort === undefined) return [];
  return [
    {
      localPort: socket.localPort,
      remotePort: socket.remotePort,
      sent: handle.bytesWritten,
      received: handle.bytesRead,
    },
  ];
}

/** Whether this process lives on although nothing in it waits: as Lambda's, for the next event. A program does not. */
let livesOn = true;
/** A connection that is kept for the next request keeps nobody. */
const isAwaited = (socket) => socket.connecting || (socket._handle?._parent ?? socket._handle)?.hasRef() === true;
const isWaiting = () => [...open].some(isAwaited) || [...pending].some((timer) => timer.hasRef());

reportIdleness(() => ({
  nextTimerAt: livesOn || isWaiting() ? earliest()?.at : undefined,
  printed: process.stdout.bytesWritten + process.stderr.bytesWritten,
  ends: [...open].flatMap(endOf),
}));

// One timer at a time, so that what it sets off is done before the next.
process.on("message", ({ kind }) => {
  if (kind === "wake") earliest()?.fire();
});

/** Told of each connection, and of each attempt that nobody answers, by the network's part. */
module.exports.follow = (socket) => {
  socket.once("connect", () => open.add(socket));
  socket.once("close", () => open.delete(socket));
};
module.exports.followAttempt = (socket) => {
  open.add(socket);
  socket.once("close", () => open.delete(socket));
};

/** From now on this process ends when nothing in it waits: for a connection, or for a timer that Node waits for. */
module.exports.endWhenDone = () => {
  livesOn = false;
  return isWaiting;
};
