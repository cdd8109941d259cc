import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { expect, test } from "vitest";
import { recordedFiles } from "../evidence/files.ts";
import { deno, ROOT } from "./deno.ts";

/** Nothing is fetched: what is not in node_modules is an error. */
const OFFLINE = ["--no-remote", "--cached-only"];

const CHECKED = [
  "machines",
  "party/protocol",
  "party/engine",
  "party/media",
  "party/oidc",
  "party/push",
  "party/accounts",
];
/** The engine's side that is PartyKit's, what its bundler needs, and the hash that only Node's library has. */
const OF_THE_HOST = ["party/engine/partykit.ts", "party/engine/globals.ts", "party/accounts/passwords.ts"];

const slashed = (path: string): string => path.split(sep).join("/");

async function filesUnder(folder: string, end: RegExp): Promise<string[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  return names.filter((name) => end.test(name)).map((name) => `${folder}/${slashed(name)}`);
}

test("the machines, the protocol and the engine's core check in Deno, with the standard library of the web only", async () => {
  const all = (await Promise.all(CHECKED.map((folder) => filesUnder(folder, /\.ts$/)))).flat();
  expect(all).toEqual(expect.arrayContaining(OF_THE_HOST));
  const files = all.filter((file) => !OF_THE_HOST.includes(file));
  const { code, said } = await deno("check", ...OFFLINE, "--config", "tests/deno/deno.json", ...files);
  // What Deno asks for where a file imports from Node: it has no more to say of it.
  const hint = said.includes("npm:@types/node") ? "A checked file imports from `node:`.\n" : "";
  expect(code, hint + said.replaceAll(/^Check .*\n/gm, "")).toBe(0);
  const checked = new Set([...said.matchAll(/^Check (.+)$/gm)].map(([, file]) => slashed(file!)));
  expect(checked).toEqual(new Set(files));
}, 120_000);

interface Report {
  testResults: { name: string; status: string; message: string; assertionResults: { status: string }[] }[];
}

test("what the machines, the protocol and the engine promise holds in Deno as it does in Node", async () => {
  const folder = await mkdtemp(join(tmpdir(), "turno-deno-facts-"));
  try {
    const out = join(folder, "facts.json");
    const run = ["run", "-A", ...OFFLINE, "--no-lock", "node_modules/vitest/vitest.mjs", "run"];
    const told = ["--config", "tests/deno/vitest.config.ts", "--reporter=dot", "--reporter=json"];
    const { code, said } = await deno(...run, ...told, `--outputFile.json=${out}`);
    expect(code, said).toBe(0);
    const { testResults } = JSON.parse(await readFile(out, "utf8")) as Report;
    const passed = new Map(
      testResults.map(({ name, assertionResults }) => [
        slashed(relative(ROOT, name)),
        assertionResults.filter(({ status }) => status === "passed").length,
      ]),
    );
    const core = [
      ...recordedFiles(),
      ...(await filesUnder("tests/engine", /\.test\.ts$/)),
      ...(await filesUnder("tests/protocol", /\.test\.ts$/)),
    ];
    expect(core.filter((file) => !passed.get(file))).toEqual([]);
    // Far below what there is; a run that leaves most of it out is none.
    expect([...passed.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(1000);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);
