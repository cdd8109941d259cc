/**
 * Addresses of files: signed, for whoever holds one, for about an hour. All that serving needs is in them, so that no room is asked
 * for each piece of a video.
 */
import { base64url, fromBase64url, isSame, tokenOf } from "../accounts/tokens.ts";
import { safeName } from "./serving.ts";
import * as v from "valibot";

export interface Served {
  project: string;
  id: string;
  name: string;
  type: string;
  bytes: number;
}

/** The same for a quarter of an hour, so that a browser asks for a file that it has once more by the same address. */
const STEP_MS = 15 * 60 * 1000;
const GOOD_MS = 60 * 60 * 1000;

export const goodUntil = (now: number): number => Math.ceil(now / STEP_MS) * STEP_MS + GOOD_MS;

const Said = v.tuple([v.string(), v.string(), v.number(), v.number()]);

const signed = (secret: string, { project, id, name, type, bytes }: Served, until: number): Promise<string> =>
  tokenOf(secret, "file", project, id, name, type, String(bytes), String(until));

/** A path below our host. */
export async function addressOf(secret: string, file: Served, until: number): Promise<string> {
  const named = { ...file, name: safeName(file.name) };
  const said: v.InferOutput<typeof Said> = [file.project, file.type, file.bytes, until];
  const token = `${base64url(new TextEncoder().encode(JSON.stringify(said)))}.${await signed(secret, named, until)}`;
  return `/api/files/${file.id}/content/${encodeURIComponent(named.name)}?t=${token}`;
}

export type Read = { ok: true; file: Served; until: number } | { ok: false; why: "forged" | "expired" };

export async function readAddress(
  secret: string,
  { id, name, token }: { id: string; name: string; token: string },
  now: number,
): Promise<Read> {
  try {
    const [text = "", signature = ""] = token.split(".");
    const said = v.parse(Said, JSON.parse(new TextDecoder().decode(fromBase64url(text))));
    const [project, type, bytes, until] = said;
    const file = { project, id, name, type, bytes };
    if (!isSame(await signed(secret, file, until), signature)) return { ok: false, why: "forged" };
    return until > now ? { ok: true, file, until } : { ok: false, why: "expired" };
  } catch {
    return { ok: false, why: "forged" };
  }
}
