/**
 * Loaded into `partykit dev` before anything else (`node --import`). That program listens on all interfaces and has no
 * option against it: here whatever it starts is bound to this machine. It also goes on as if nothing had happened when
 * its runtime dies, and outlives whoever started it; here it ends with either.
 */
import { Module, createRequire } from "node:module";

const LOOPBACK = "127.0.0.1";
/** Exit code for "the runtime has died". */
const RUNTIME_DIED = 70;

const require = createRequire(import.meta.url);
const net = require("node:net");
const childProcess = require("node:child_process");

// Its own servers: the debugger's door, and Miniflare's for what workerd asks of it.
// oxlint-disable-next-line typescript/unbound-method -- called below with the server it belongs to
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (first = 0, ...rest) {
  const port = typeof first === "object" ? first?.port : first;
  // Not a port at all: a path, or a handle from elsewhere.
  if (port === undefined || port === null || !/^\d+$/.test(String(port))) return listen.call(this, first, ...rest);
  const options = typeof first === "object" ? first : {};
  const callbacks = rest.filter((argument) => typeof argument === "function");
  return listen.call(this, { ...options, port: Number(port), host: LOOPBACK }, ...callbacks);
};

// The runtime itself, which gets its addresses on the command line.
const runtimes = new Set();
const { spawn } = childProcess;
childProcess.spawn = (command, args, ...rest) => {
  if (!Array.isArray(args) || args[0] !== "serve") return spawn(command, args, ...rest);
  const local = args.map((argument) =>
    argument.replace(/^(--(?:socket|inspector)-addr=.*?)[^=]*:(\d+)$/, `$1${LOOPBACK}:$2`),
  );
  const runtime = spawn(command, local, ...rest);
  runtimes.add(runtime);
  process.send?.({ runtime: runtime.pid });
  runtime.once("exit", () => {
    runtimes.delete(runtime);
    // `killed`: partykit did it, to start the next one with new code.
    if (!runtime.killed) process.exit(RUNTIME_DIED);
  });
  return runtime;
};

// The server of static files is a process of esbuild's, told by message.
const partykit = createRequire(new URL("../../node_modules/partykit/package.json", import.meta.url));
const name = partykit.resolve("esbuild");
const esbuild = partykit(name);
// A module of our own in its place: Node gives an `import` the exports that it remembers of the old one otherwise.
const standIn = new Module(name);
standIn.exports = {
  ...esbuild,
  context: async (options) => {
    const context = await esbuild.context(options);
    return { ...context, serve: (served) => context.serve({ ...served, host: LOOPBACK }) };
  },
};
standIn.loaded = true;
partykit.cache[name] = standIn;

process.once("disconnect", () => {
  for (const runtime of runtimes) runtime.kill("SIGKILL");
  process.exit(0);
});
