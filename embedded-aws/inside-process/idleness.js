// Tells the parent when this process does nothing any more but wait: for AWS time, or for bytes that the parent has not
// sent. Asked of Node itself, since the code that runs here knows nothing of it.
const async_hooks = require("node:async_hooks");
const zlib = require("node:zlib");
const { nodeTiming } = require("node:perf_hooks").performance;
const parent = require("./parent.js");

const realSetImmediate = setImmediate;
const realSetTimeout = setTimeout;

/** Turns of the event loop without an event after which nothing goes on; a prototype needed two. */
const QUIET_TURNS = 3;
const WAIT_FOR_REAL_WORK_MS = 1;
/** Kinds of Node's resources that end by themselves, after real work: files, connecting, writing, cryptography. */
const ENDS_BY_ITSELF =
  /^(FSREQ.*|FILEHANDLECLOSEREQ|GETADDRINFOREQWRAP|GETNAMEINFOREQWRAP|TCPCONNECTWRAP|SHUTDOWNWRAP|WRITEWRAP|UDPSENDWRAP|(?!HTTPCLIENT).*REQUEST)$/;

const underWay = new Set();
const ownTurns = new Set();
let makingOwnTurn = false;
let watching = false;
let quietTurns = 0;
let lastEvents = -1;
let lastReport = "";
let describe;

async_hooks
  .createHook({
    init(id, type) {
      if (makingOwnTurn) ownTurns.add(id);
      else if (ENDS_BY_ITSELF.test(type)) underWay.add(id);
    },
    before(id) {
      // Its work has ended; what it calls back may begin the next at once.
      underWay.delete(id);
      if (ownTurns.delete(id)) return;
      quietTurns = 0;
      if (!watching) watch();
    },
    destroy: (id) => void underWay.delete(id),
  })
  .enable();

/** WebAssembly compiles on threads of V8's own, of which Node does not hear; fetch does so at its first use. */
for (const name of ["compile", "instantiate"]) {
  const work = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const compilation = {};
    underWay.add(compilation);
    try {
      return await work.apply(WebAssembly, given);
    } finally {
      underWay.delete(compilation);
    }
  };
}

/** Compressing works in the background as well, again and again for one resource. */
for (const stream of [zlib.createGzip(), zlib.createBrotliCompress(), zlib.createBrotliDecompress()]) {
  const handles = Object.getPrototypeOf(stream._handle);
  const { write } = handles;
  handles.write = function (...given) {
    underWay.add(this.getAsyncId());
    return write.apply(this, given);
  };
  stream.destroy();
}

function watch() {
  watching = true;
  nextTurn(realSetImmediate);
}

function nextTurn(schedule, ...delay) {
  makingOwnTurn = true;
  schedule(look, ...delay);
  makingOwnTurn = false;
}

function look() {
  if (underWay.size > 0) {
    quietTurns = 0;
    return nextTurn(realSetTimeout, WAIT_FOR_REAL_WORK_MS);
  }
  const { events } = nodeTiming.uvMetricsInfo;
  if (events !== lastEvents) quietTurns = 0;
  lastEvents = events;
  quietTurns += 1;
  if (quietTurns <= QUIET_TURNS) return nextTurn(realSetImmediate);
  watching = false;
  report();
}

/** The same news twice is none: sending it is an event too, and would be news for ever. */
function report() {
  const idle = { kind: "idle", received: parent.received(), ...describe() };
  const text = JSON.stringify(idle);
  if (text === lastReport) return;
  lastReport = text;
  parent.tell(idle);
}

/** @param describeProcess what the parent is told of an idle process, beside the messages received */
module.exports = function reportIdleness(describeProcess) {
  describe = describeProcess;
  watch();
};
