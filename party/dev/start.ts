/**
 * `npm start`: the whole centre on this machine, with people to sign in as and customers who write.
 *
 *   --port 1999        the first port to try (or PORT)
 *   --no-simulation    no simulated customers
 *   --empty            no demo: the first page asks for the set-up code that this prints
 *   --state .turno     where everything is kept; the next start goes on from there
 */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setupCode } from "../accounts/setup-code.ts";
import { mailState } from "../mail/settings.ts";
import { buildWeb } from "./build-web.ts";
import { freePort, startServer, type Server } from "./server.ts";
import { simulate } from "./simulate.ts";
import { inUse, markFree, markInUse, openState, pushKeys } from "./state.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LOG_TAIL_LINES = 20;
/** What the server is told of what is set outside. */
const PASSED_ON = [
  "TURNO_GRACE_MS",
  "TURNO_VAPID_SUBJECT",
  "TURNO_PUSH_HOSTS",
  "TURNO_SMTP_URL",
  "TURNO_MAIL_API",
  "TURNO_MAIL_API_URL",
  "TURNO_MAIL_KEY",
  "TURNO_MAIL_FROM",
  "TURNO_URL",
  "TURNO_OIDC_ISSUER",
  "TURNO_OIDC_CLIENT_ID",
  "TURNO_OIDC_CLIENT_SECRET",
  "TURNO_OIDC_NAME",
  "TURNO_S3_ENDPOINT",
  "TURNO_S3_BUCKET",
  "TURNO_S3_REGION",
  "TURNO_S3_KEY_ID",
  "TURNO_S3_SECRET",
];
/** Push services want to know whom to write to about us; a centre on one's own machine has nobody. */
const SUBJECT = "mailto:admin@localhost.localdomain";
const GOING_EVERY_MS = 250;
const GOING_TRIES = 12;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: process.env.PORT ?? "1999" },
      "no-simulation": { type: "boolean", default: false },
      empty: { type: "boolean", default: false },
      state: { type: "string", default: join(ROOT, ".turno") },
    },
  });
  return values;
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
}

/** One that was killed a moment ago may not be quite gone. */
async function stillInUse(folder: string): Promise<string | undefined> {
  for (let tries = GOING_TRIES; ; tries--) {
    const url = await inUse(folder);
    if (url === undefined || tries === 0) return url;
    await setTimeout(GOING_EVERY_MS);
  }
}

const readMailAt = (url: string): string =>
  process.env.TURNO_SMTP_URL || process.env.TURNO_MAIL_API
    ? "goes out, as TURNO_SMTP_URL or TURNO_MAIL_API says"
    : `${url}/outbox`;

/** Without a demo nobody reads letters here: how they go out, or what keeps them from it. */
const mailOf = (vars: Record<string, string>): string => {
  const { words, via, from } = mailState(vars) as { words?: string; via?: string; from?: string };
  return words === undefined ? `by ${via}, from ${from}` : `none: ${words}`;
};

async function welcomeOperator(
  url: string,
  server: Server,
  secret: string,
  vars: Record<string, string>,
): Promise<void> {
  const { needed } = (await (await fetch(`${url}/api/setup`)).json()) as { needed: boolean };
  const steps = needed
    ? `Nothing is set up yet: open the panel and give it this code.

  Set-up code                 ${await setupCode(secret)}
`
    : "";
  say(`
Turno is running, without a demo. ${steps}
  Panel of the agents         ${url}/panel
  Mail that it sends          ${mailOf(vars)}
  What the server says        ${server.log}
  Ctrl-C ends it; the next start goes on from here.
`);
}

async function welcome(url: string, server: Server): Promise<void> {
  const response = await fetch(`${url}/api/demo`);
  const { people } = (await response.json()) as { people: { name: string }[] };
  say(`
Turno is running.

  Site with the chat widget   ${url}/
  Panel of the agents         ${url}/panel
  Mail that it sends          ${readMailAt(url)}
  Sign in as                  ${people.map(({ name }) => name).join(", ")} (no password: this is the demo)

  What the server says        ${server.log}
  Ctrl-C ends it; the next start goes on from here.
`);
}

async function main(): Promise<number> {
  let options: ReturnType<typeof readOptions>;
  try {
    options = readOptions();
  } catch (error) {
    complain((error as Error).message);
    return 1;
  }
  const state = await openState(resolve(options.state));
  const elsewhere = await stillInUse(state.folder);
  if (elsewhere !== undefined) {
    complain(
      `Turno is already running on this folder: ${elsewhere}\nEnd that one first, or give --state another folder.`,
    );
    return 1;
  }
  const port = await freePort(Number(options.port));
  const url = `http://127.0.0.1:${port}`;
  await markInUse(state.folder, url);

  let stopping = false;
  const stopped = new Promise<void>((done) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => {
        stopping = true;
        done();
      });
  });

  let server: Server | undefined;
  let stopSimulation = () => {};
  try {
    say("Building the pages…");
    const web = join(state.folder, "web");
    await buildWeb(web);
    const given = PASSED_ON.flatMap((name): [string, string][] => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    });
    const push = { TURNO_VAPID_SUBJECT: SUBJECT, ...(await pushKeys(state.folder)) };
    const vars = { ...(options.empty ? {} : { TURNO_DEMO: "1" }), ...push, ...Object.fromEntries(given) };
    server = await startServer(state, { port, web, vars });
    await Promise.race([server.ready(), stopped]);
    if (!stopping) {
      await (options.empty ? welcomeOperator(url, server, state.secret, vars) : welcome(url, server));
      if (!options["no-simulation"] && !options.empty) stopSimulation = await simulate(url, state.folder);
      await Promise.race([server.ended, stopped]);
    }
    if (stopping) return 0;
    complain("The server has died. Nothing that it had acknowledged is lost: start it again.");
  } catch (error) {
    complain(`Turno could not start: ${String(error)}`);
  } finally {
    stopSimulation();
    await server?.stop();
    await markFree(state.folder);
  }
  if (server) complain(await tail(server.log));
  return 1;
}

const code = await main();
if (code === 0) say("Turno has stopped.");
process.exit(code);
