// Gives this process the network that it would have on AWS: deployed addresses and the zone's name servers are reached as
// the embedded AWS says at the moment of asking; nothing else leaves this machine.
const net = require("node:net");
const dns = require("node:dns");
const { syncBuiltinESMExports } = require("node:module");
const { streamDecode, streamEncode, RECURSION_DESIRED } = require("dns-packet");
const parent = require("./parent.js");

const LOOPBACK = "127.0.0.1";
const DNS_PORT = 53;
/** Nothing listens there: what only c-ares could ask is refused at once. */
const NOBODY = "127.0.0.1:1";
/** c-ares's own, in milliseconds and tries. */
const DEFAULT_TIMEOUT_MS = 5_000;
const DEFAULT_TRIES = 4;

const none = () => {};
const { follow = none, followAttempt = none } = require.cache[require.resolve("./virtual-time.js")]?.exports ?? {};
const failure = (code, syscall, detail) => Object.assign(new Error(`${syscall} ${code} ${detail}`), { code, syscall });

// --- TCP -------------------------------------------------------------------------------------------------------------

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // net.connect and node:http hand over Node's own normalized [options, callback]; it is changed in place to stay that.
  const normalized = Array.isArray(args[0]) ? args[0] : normalize(args);
  const { path, host = "localhost", port } = normalized[0];
  const go = (loopbackPort) => {
    follow(this);
    normalized[0] = { ...normalized[0], host: LOOPBACK, port: loopbackPort };
    return Array.isArray(args[0]) ? connect.apply(this, args) : connect.call(this, normalized[0], normalized[1]);
  };
  // A path is a local socket's; node:http sets it to null.
  if (path) return connect.apply(this, args);
  if (host === LOOPBACK || host === "localhost") return go(port);
  this.connecting = true; // What is written meanwhile waits.
  findAddress(host)
    .then((address) => parent.ask({ kind: "route", address, port: Number(port) }))
    .then(({ route }) => {
      if (this.destroyed) return;
      if (route.kind === "open") go(route.loopbackPort);
      if (route.kind === "refused") this.destroy(failure("ECONNREFUSED", "connect", `${host}:${port}`));
      // No packet ever comes back, and only a time-out ends the attempt.
      if (route.kind === "silent") followAttempt(this);
    })
    .catch((error) => this.destroy(error));
  return this;
};

function normalize([first, ...rest]) {
  const last = rest[rest.length - 1];
  const callback = typeof last === "function" ? last : undefined;
  if (typeof first === "object") return [first, callback];
  if (typeof first === "string" && !(Number(first) >= 0)) return [{ path: first }, callback];
  return [typeof rest[0] === "string" ? { port: Number(first), host: rest[0] } : { port: Number(first) }, callback];
}

// --- Names -----------------------------------------------------------------------------------------------------------

/** RFC 1035's response codes, in c-ares's words. */
const ERROR_OF = { NXDOMAIN: "ENOTFOUND", SERVFAIL: "ESERVFAIL", REFUSED: "EREFUSED" };

/** One question over TCP: c-ares's sockets and timers cannot be brought under AWS time. */
function askServer(server, name, type, timeout) {
  return new Promise((resolve, reject) => {
    const fail = (code) => {
      socket.destroy();
      clearTimeout(timer);
      reject(
        Object.assign(new Error(`query${type} ${code} ${name}`), { code, syscall: `query${type}`, hostname: name }),
      );
    };
    const timer = setTimeout(() => fail("ETIMEOUT"), timeout);
    const socket = new net.Socket();
    let answer = Buffer.alloc(0);
    socket.on("error", () => fail("ECONNREFUSED"));
    socket.on("data", (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < 2 || answer.length < 2 + answer.readUInt16BE(0)) return;
      const packet = streamDecode(answer);
      const found = packet.answers.filter((record) => record.type === type);
      if (packet.rcode !== "NOERROR") return fail(ERROR_OF[packet.rcode] ?? "EBADRESP");
      if (found.length === 0) return fail("ENODATA");
      clearTimeout(timer);
      socket.destroy();
      resolve(found.map(({ data, ttl }) => ({ address: data, ttl })));
    });
    const [address, port = DNS_PORT] = server.split(":");
    socket.connect({ host: address, port: Number(port) });
    socket.write(streamEncode({ type: "query", id: 1, flags: RECURSION_DESIRED, questions: [{ type, name }] }));
  });
}

/** The servers in their order, each with its time-out, and all again as often as there are tries; as c-ares. */
async function resolve4({ servers, timeout, tries }, name, options) {
  const { address } = await parent.ask({ kind: "name server", host: String(name).toLowerCase().replace(/\.$/, "") });
  // Of the world's names only the zone's name servers have addresses here; two days are the TTL of such records.
  if (address) return options.ttl ? [{ address, ttl: 172_800 }] : [address];
  const asked = servers.length > 0 ? servers : (await parent.ask({ kind: "name servers" })).addresses;
  let last = Object.assign(new Error(`queryA ECONNREFUSED ${name}`), { code: "ECONNREFUSED" });
  for (let attempt = 0; attempt < tries; attempt++)
    for (const server of asked) {
      try {
        const found = await askServer(server, name, "A", timeout * 2 ** attempt);
        return options.ttl ? found : found.map((record) => record.address);
      } catch (error) {
        last = error;
        if (error.code !== "ETIMEOUT" && error.code !== "ECONNREFUSED") throw error;
      }
    }
  throw last;
}

const settings = new WeakMap();
const settingsOf = (resolver) => settings.get(resolver) ?? DEFAULTS;
const DEFAULTS = { servers: [], timeout: DEFAULT_TIMEOUT_MS, tries: DEFAULT_TRIES };

for (const library of [dns, dns.promises]) {
  const resolver = class Resolver extends library.Resolver {
    constructor(options = {}) {
      super(options);
      super.setServers([NOBODY]);
      const { timeout = -1, tries = DEFAULT_TRIES } = options;
      settings.set(this, { ...DEFAULTS, tries, timeout: timeout > 0 ? timeout : DEFAULT_TIMEOUT_MS });
    }
    setServers(servers) {
      settings.set(this, { ...settingsOf(this), servers });
    }
    getServers() {
      return settingsOf(this).servers;
    }
    resolve4(name, ...rest) {
      const options = typeof rest[0] === "object" ? rest[0] : {};
      const answer = resolve4(settingsOf(this), name, options);
      const callback = rest[rest.length - 1];
      if (typeof callback !== "function") return answer;
      answer.then(
        (found) => callback(null, found),
        (error) => callback(error),
      );
      return undefined;
    }
  };
  Object.defineProperty(library, "Resolver", { value: resolver, writable: true, enumerable: true, configurable: true });
}
dns.setServers([NOBODY]);
dns.promises.resolve4 = (name, options = {}) => resolve4(DEFAULTS, name, options);
dns.resolve4 = (name, ...rest) => new dns.Resolver().resolve4(name, ...rest);

async function findAddress(name) {
  if (net.isIP(name)) return name;
  try {
    return (await dns.promises.resolve4(name))[0];
  } catch {
    throw failure("ENOTFOUND", "getaddrinfo", name);
  }
}

dns.promises.lookup = async (name, options) => {
  const address = name === "localhost" ? LOOPBACK : await findAddress(name);
  const found = { address, family: net.isIP(address) };
  return typeof options === "object" && options?.all ? [found] : found;
};
dns.lookup = (name, ...rest) => {
  const callback = rest[rest.length - 1];
  const options = rest.length > 1 ? rest[0] : {};
  dns.promises.lookup(name, options).then(
    (found) => (Array.isArray(found) ? callback(null, found) : callback(null, found.address, found.family)),
    (error) => callback(error),
  );
};

syncBuiltinESMExports();
