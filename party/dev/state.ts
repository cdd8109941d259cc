/** The local folder of a centre that runs on this machine: its secret, what its rooms have stored, who is using it. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SECRET_BYTES = 32;
/** Nobody but the owner may read what customers wrote, or the secret that signs sessions. */
const OWNER_ONLY = { folder: 0o700, file: 0o600 };
/** A centre needs a few seconds to answer for the first time. */
const STARTING_MS = 30_000;

export interface State {
  folder: string;
  secret: string;
}

async function readOr<T>(file: string, otherwise: T): Promise<string | T> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return otherwise;
    throw error;
  });
}

export async function openState(folder: string): Promise<State> {
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY.folder });
  const file = join(folder, "secret");
  const known = await readOr(file, undefined);
  if (known !== undefined) return { folder, secret: known.trim() };
  const secret = randomBytes(SECRET_BYTES).toString("hex");
  await writeFile(file, `${secret}\n`, { mode: OWNER_ONLY.file, flag: "wx" });
  return { folder, secret };
}

const PUSH = "push.json";

/** The keys by which push services know this centre: other ones would lose every browser that has subscribed. */
export async function pushKeys(folder: string): Promise<Record<string, string>> {
  const known = (await kept(folder, PUSH)) as Record<string, string> | undefined;
  if (known) return known;
  const { x, y, d } = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, "base64url"), Buffer.from(y!, "base64url")]);
  const keys = { TURNO_VAPID_PUBLIC: point.toString("base64url"), TURNO_VAPID_PRIVATE: d! };
  await keep(folder, PUSH, keys);
  return keys;
}

/** Writes a file that only the owner may read. */
export async function keep(folder: string, name: string, value: unknown): Promise<void> {
  await writeFile(join(folder, name), JSON.stringify(value), { mode: OWNER_ONLY.file });
}

export async function kept(folder: string, name: string): Promise<unknown> {
  const text = await readOr(join(folder, name), undefined);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

const RUNNING = "running.json";

/** The address of a centre that already uses this folder. Two on one folder would tear each other's files. */
export async function inUse(folder: string): Promise<string | undefined> {
  const running = (await kept(folder, RUNNING).catch(() => undefined)) as { pid: number; url: string } | undefined;
  if (!running) return undefined;
  try {
    process.kill(running.pid, 0);
  } catch {
    return undefined;
  }
  // The number may long belong to another program: only one that answers, or is still starting, counts.
  const since = (await stat(join(folder, RUNNING))).mtimeMs;
  const answers = await fetch(`${running.url}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
  return answers || Date.now() - since < STARTING_MS ? running.url : undefined;
}

export const markInUse = (folder: string, url: string): Promise<void> =>
  keep(folder, RUNNING, { pid: process.pid, url });
export const markFree = (folder: string): Promise<void> => rm(join(folder, RUNNING), { force: true });
