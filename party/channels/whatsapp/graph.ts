/** Calls of the Graph API: how it is asked, and what an answer says. */
import * as v from "valibot";
import type { Line, World } from "../port.ts";
import { withoutSecrets } from "../wording.ts";
import { wordsOf } from "./errors.ts";

/** The runtime's `fetch` sends none by itself, and the provider's store of media gives nothing to who says none. */
const USER_AGENT = "Turno/1";

const ErrorBody = v.object({
  error: v.object({
    code: v.number(),
    message: v.optional(v.string()),
    error_subcode: v.optional(v.number()),
    error_data: v.optional(v.object({ details: v.optional(v.string()) })),
  }),
});

export interface Trouble {
  status: number;
  /** Undefined: no answer of the Graph API's. */
  code?: number;
  subcode?: number;
  words: string;
  /** The provider says when. */
  waitMs?: number;
}

export type Answer = { ok: true; body: unknown } | ({ ok: false } & Trouble);

export const bearer = ({ secrets }: Line): Record<string, string> => ({
  authorization: `Bearer ${secrets.accessToken ?? ""}`,
  "user-agent": USER_AGENT,
});

export const pathOf = (...parts: (string | undefined)[]): string =>
  parts.map((part) => `/${encodeURIComponent(part ?? "")}`).join("");

const SECOND_MS = 1000;

function waitOf(headers: Headers): number | undefined {
  const said = headers.get("retry-after") ?? "";
  return /^\d{1,5}$/.test(said) ? Number(said) * SECOND_MS : undefined;
}

async function answerOf(response: Response, line: Line): Promise<Answer> {
  const { status, headers, ok } = response;
  // Before anything is cut off: the provider quotes a token that it does not like, and half of one is found by nobody.
  const text = withoutSecrets(await response.text(), line);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Some proxy's page: nothing in it is for us.
  }
  const failed = v.safeParse(ErrorBody, body);
  if (!failed.success) return ok ? { ok, body } : { ok: false, status, words: `HTTP ${status}`, ...waiting(headers) };
  const { code, error_subcode: subcode } = failed.output.error;
  return { ok: false, status, code, subcode, words: wordsOf(failed.output.error), ...waiting(headers) };
}

function waiting(headers: Headers): { waitMs?: number } {
  const waitMs = waitOf(headers);
  return waitMs === undefined ? {} : { waitMs };
}

/** @param path From the root of the version, with its query. @throws if no answer came whole. */
export async function ask(path: string, line: Line, world: World, init: RequestInit = {}): Promise<Answer> {
  const response = await world.fetch(`${line.baseUrl}${path}`, {
    // A token goes where it was meant to go.
    redirect: "manual",
    ...init,
    headers: { ...bearer(line), ...(init.headers as Record<string, string> | undefined) },
    signal: world.signal,
  });
  return answerOf(response, line);
}

export const post = (path: string, line: Line, world: World, what: object): Promise<Answer> =>
  ask(path, line, world, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(what),
  });
