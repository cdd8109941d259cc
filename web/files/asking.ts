/** How a screen talks with the server about files: a panel by its cookie, a widget by its token. */
import { reach } from "../shared/reach.ts";

export interface Asking {
  /** Where the server is; empty: where the page comes from. */
  origin: string;
  headers: () => Record<string, string>;
  /** After a 401 or 403: whether there are other headers now that may do. */
  renew: () => Promise<boolean>;
}

/** The network or the server is away: worth another try, and nothing is known of what became of it. */
export class Unreached extends Error {
  constructor(
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(`files: ${status}`, options);
  }

  /** It has been reached, and wants so many files later. */
  get why(): Away {
    return this.status === TOO_SOON ? "tooSoon" : "unreached";
  }
}

/** Why a file waits, and goes on by itself. */
export type Away = "unreached" | "tooSoon";
const TOO_SOON = 429;

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Longer than the server looks into a large file before it says what it found. */
const ANSWER_MAX_MS = 60_000;
/** Without a byte for this long a connection is dead, however open it looks. */
const STALLED_MS = 20_000;

const isAway = (status: number): boolean => status === 0 || status === 408 || status === TOO_SOON || status >= 500;
const isForeign = (status: number): boolean => status === 401 || status === 403;

async function fetched(asking: Asking, method: string, path: string, body?: object): Promise<Answer> {
  let response: Response;
  try {
    response = await reach.request(`${asking.origin}/api/files${path}`, {
      method,
      headers: { ...asking.headers(), ...(body ? { "content-type": "application/json" } : {}) },
      signal: AbortSignal.timeout(ANSWER_MAX_MS),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  } catch (error) {
    throw new Unreached(0, { cause: error });
  }
  const said = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  // Nobody has said where files are to be kept: no other try will do.
  if (isAway(response.status) && said.error !== "filesOff") throw new Unreached(response.status);
  return { status: response.status, body: said };
}

/** @throws Unreached */
export async function ask(asking: Asking, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetched(asking, method, path, body);
  return isForeign(answer.status) && (await renewed(asking)) ? fetched(asking, method, path, body) : answer;
}

const renewed = (asking: Asking): Promise<boolean> => asking.renew().catch(() => false);

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

interface Part {
  path: string;
  bytes: ArrayBuffer;
  /** So many of its bytes have gone out. */
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

/** By XMLHttpRequest: what has gone out so far is told by nothing else. */
function put(asking: Asking, { path, bytes, onProgress, signal }: Part, sum: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stalled: ReturnType<typeof setTimeout> | undefined;
    const alive = (): void => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_MS);
    };
    const abort = (): void => request.abort();
    request.open("PUT", `${asking.origin}/api/files${path}`);
    for (const [name, value] of Object.entries(asking.headers())) request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-part-sha256", sum);
    request.upload.addEventListener("progress", ({ loaded }) => {
      alive();
      onProgress(Math.min(loaded, bytes.byteLength));
    });
    request.addEventListener("loadend", () => {
      clearTimeout(stalled);
      signal.removeEventListener("abort", abort);
      if (isAway(request.status)) return reject(new Unreached(request.status));
      let body: Record<string, unknown> = {};
      try {
        body = JSON.parse(request.responseText) as Record<string, unknown>;
      } catch {
        // Nothing was said, which is what a part that arrived is answered.
      }
      resolve({ status: request.status, body });
    });
    signal.addEventListener("abort", abort);
    if (signal.aborted) return reject(new Unreached(0));
    alive();
    request.send(bytes);
  });
}

/** @throws Unreached */
export async function putPart(asking: Asking, part: Part): Promise<Answer> {
  const sum = hex(await crypto.subtle.digest("SHA-256", part.bytes));
  const answer = await put(asking, part, sum);
  return isForeign(answer.status) && (await renewed(asking)) ? put(asking, part, sum) : answer;
}
