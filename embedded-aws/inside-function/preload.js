// Loaded into a deployed function's process before its code: gives it the network that it would have on AWS.
// Deployed addresses and the zone's name servers are reached through the address table; nothing else leaves the machine.
// Plain JavaScript, since Node loads it as it is.
const net = require("node:net");
const dns = require("node:dns");
const { syncBuiltinESMExports } = require("node:module");

const table = JSON.parse(process.env.EMBEDDED_AWS_ADDRESS_TABLE);
delete process.env.EMBEDDED_AWS_ADDRESS_TABLE;

const LOOPBACK = "127.0.0.1";
const DNS_PORT = 53;
/** Nothing listens there: a question for a resolver that is not in the table is refused at once. */
const NOBODY = "127.0.0.1:1";

const doorOf = (address, port) => table.doors[`${address}:${port}`];
const hostAddress = (name) => table.hosts[String(name).toLowerCase().replace(/\.$/, "")];
const failure = (code, syscall, detail) => Object.assign(new Error(`${syscall} ${code} ${detail}`), { code, syscall });

// --- TCP -------------------------------------------------------------------------------------------------------------

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // net.connect and node:http hand over Node's own normalized [options, callback]; it is changed in place to stay that.
  const normalized = Array.isArray(args[0]) ? args[0] : normalize(args);
  const { path, host = "localhost", port } = normalized[0];
  const go = (address, loopbackPort) => {
    normalized[0] = { ...normalized[0], host: address, port: loopbackPort };
    return Array.isArray(args[0]) ? connect.apply(this, args) : connect.call(this, normalized[0], normalized[1]);
  };
  const fail = (error) => this.destroy(error);
  // A path is a local socket's; node:http sets it to null.
  if (path) return connect.apply(this, args);
  if (host === LOOPBACK || host === "localhost") return go(LOOPBACK, port);
  this.connecting = true; // What is written meanwhile waits.
  findAddress(host)
    .then((address) => {
      const door = doorOf(address, port);
      if (door === undefined) throw failure("ENETUNREACH", "connect", `${address}:${port}`);
      if (!this.destroyed) go(LOOPBACK, door);
    })
    .catch(fail);
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

const nameServers = Object.values(table.hosts);
const resolverAddress = (server) => {
  const [address, port = DNS_PORT] = net.isIPv6(server) ? [server] : server.split(":");
  const door = doorOf(address, port);
  return door === undefined ? NOBODY : `${LOOPBACK}:${door}`;
};

for (const library of [dns, dns.promises]) {
  const { prototype } = library.Resolver;
  const { setServers, resolve4 } = prototype;
  prototype.setServers = function (servers) {
    setServers.call(this, servers.map(resolverAddress));
  };
  prototype.resolve4 = function (name, ...rest) {
    return answerName(name, rest, resolve4.bind(this));
  };
  const resolver = class Resolver extends library.Resolver {
    constructor(...options) {
      super(...options);
      this.setServers(nameServers);
    }
  };
  Object.defineProperty(library, "Resolver", { value: resolver, writable: true, enumerable: true, configurable: true });
}
// Binds `dns.resolve4` and its like anew, to a resolver of the patched kind.
dns.setServers(nameServers);

/** A name server's own name, which no deployed zone holds, is answered from the table; every other name by `resolve4`. */
function answerName(name, rest, resolve4) {
  const address = hostAddress(name);
  if (!address) return resolve4(name, ...rest);
  const options = typeof rest[0] === "object" ? rest[0] : {};
  const found = options.ttl ? [{ address, ttl: 172_800 }] : [address];
  const callback = rest[rest.length - 1];
  if (typeof callback !== "function") return Promise.resolve(found);
  process.nextTick(callback, null, found);
  return undefined;
}

async function findAddress(name) {
  if (name === "localhost") return LOOPBACK;
  if (net.isIP(name)) return name;
  try {
    return (await dns.promises.resolve4(name))[0];
  } catch {
    throw failure("ENOTFOUND", "getaddrinfo", name);
  }
}

dns.promises.lookup = async (name, options) => {
  const address = await findAddress(name);
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
