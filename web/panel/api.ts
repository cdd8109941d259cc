/** The few things that are asked by HTTP: who is signed in, and a ticket for each socket. */
import type { MemberRole } from "../../machines/rights.ts";
import { Denied } from "../shared/denied.ts";
import { reach } from "../shared/reach.ts";

export interface Me {
  id: string;
  name: string;
  project: string;
  role: MemberRole;
}

/** A project of the account's, and what one is there. */
export interface OwnProject {
  id: string;
  name: string;
  person: string;
  role: MemberRole;
  disabled: boolean;
  chosen: boolean;
}

export interface Account {
  email: string;
  factor: "off" | "settingUp" | "on";
  /** How many recovery codes are left. */
  codes: number;
  hasPassword: boolean;
}

export interface Who {
  /** Null: nobody is signed in, or not in one of their projects. */
  me: Me | null;
  account?: Account;
  projects?: OwnProject[];
  /** Of who invites people: to their addresses, to a page of this demo, or not at all. */
  letters?: "out" | "outbox" | "nowhere";
}

export interface DemoPerson {
  id: string;
  name: string;
  role: MemberRole;
  departments: string[];
}

/** What only our own pages are told, and must send with whatever changes something. */
let csrf = "";

const send = (path: string, body: unknown, method = "POST"): Promise<Response> =>
  reach.request(`/api${path}`, {
    method,
    headers: { "content-type": "application/json", "x-turno-csrf": csrf },
    ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
  });

const isForeign = async (response: Response): Promise<boolean> =>
  response.status === 403 && ((await response.clone().json()) as { error?: string }).error === "forbidden";

/** Another tab may have signed in anew: then what this page was told is of the session before. */
async function post(path: string, body: unknown = {}, method = "POST"): Promise<Response> {
  const before = csrf;
  const response = await send(path, body, method);
  if (!(await isForeign(response))) return response;
  await ask();
  return csrf === before ? response : send(path, body, method);
}

/** What goes with a request that is not made here. */
export const papers = (): Record<string, string> => ({ "x-turno-csrf": csrf });
/** Whether there are others now. */
export async function renewPapers(): Promise<boolean> {
  const before = csrf;
  await ask();
  return csrf !== before;
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return (await response.json()) as T;
}

interface Given {
  party: string;
  room: string;
  ticket: string;
}

type Topics = Record<string, Record<string, unknown>>;

/** Tickets that came with the answer to who is signed in, for the first sockets. */
let given: Given[] = [];
/** What the agent's own room showed then. */
let shown: Topics | undefined;
/** A ticket lives 30 seconds; one as old as this, in milliseconds, might not survive the way. */
const GIVEN_MAX_MS = 15_000;
let early: Promise<Who> | undefined;
/** What was answered to it. */
let come: Who | undefined;
/** By which key push services know this centre; null: it pushes nothing; undefined: not asked yet. */
let key: string | null | undefined;

interface Asked extends Who {
  csrf?: string;
  shown?: Topics;
  tickets?: Given[];
  pushKey?: string | null;
}

/** Under way: a change of rights closes all sockets at once, and one answer is good for whoever asks because of it. */
let asking: Promise<Who> | undefined;

function ask(): Promise<Who> {
  asking ??= askAnew().finally(() => (asking = undefined));
  return asking;
}

async function askAnew(): Promise<Who> {
  const found = await answer<Asked>(await reach.request("/api/me"));
  csrf = found.csrf ?? "";
  key = found.pushKey;
  given = found.tickets ?? [];
  shown = found.shown;
  setTimeout(() => {
    given = [];
    shown = undefined;
  }, GIVEN_MAX_MS);
  return found;
}

/** Asks before there is a page to show the answer. Whoever wants to know first gets it. */
export const askEarly = (): Promise<Who | undefined> =>
  (early = ask()).then(
    (who) => (come = who),
    () => undefined,
  );

/** @param entered Something has just begun of which an answer that is on its way knows nothing. */
export function whoAmI(entered = false): Promise<Who> {
  const asked = early ?? (entered ? askAnew() : ask());
  early = come = undefined;
  return asked;
}

/** The answer to what was asked early, once, if it has come. */
export function takeEarly(): Who | undefined {
  const taken = early && come;
  if (taken) early = come = undefined;
  return taken;
}

export async function pushKey(): Promise<string | null> {
  if (key === undefined) await ask();
  return key ?? null;
}

/** Once: what comes after is what the room itself says. */
export function takeShown(): Topics | undefined {
  const taken = shown;
  shown = undefined;
  return taken;
}

/** Empty: this centre is not a demo. */
export async function demoPeople(): Promise<DemoPerson[]> {
  const response = await reach.request("/api/demo");
  return response.status === 404 ? [] : (await answer<{ people: DemoPerson[] }>(response)).people;
}

/** `error`: the reason of a refusal, `fault`, or `notReached`. `field`: which of what was said it is about. */
interface Denial {
  ok: false;
  error: string;
  waitMs?: number;
  field?: string;
}
export type Said<T> = { ok: true; body: T } | Denial;

let changed = (): void => {};
/** @param run Called when something says that who is signed in, or what they may, is not what it was. */
export const onChanged = (run: () => void): void => void (changed = run);
export const lookAgain = (): void => changed();

/** Asks for something that may be refused, with words for it. */
export async function tell<T = unknown>(path: string, body: unknown = {}, method = "POST"): Promise<Said<T>> {
  try {
    const response = await post(path, body, method);
    const said = (await response.json()) as T & Partial<Denial>;
    if (response.ok) return { ok: true, body: said };
    if (said.error === "signedOut") lookAgain();
    return { error: "fault", ...(said as Partial<Denial>), ok: false };
  } catch {
    return { ok: false, error: "notReached" };
  }
}

export async function signIn(person: string): Promise<Me> {
  const entered = await answer<{ me: Me; csrf: string }>(await post("/demo/sign-in", { person }));
  csrf = entered.csrf;
  return entered.me;
}

export const signOut = async (): Promise<void> => void (await answer(await post("/sign-out")));

export async function ticket(party: string, room: string): Promise<string> {
  const first = given.find((one) => one.party === party && one.room === room);
  given = given.filter((one) => one !== first);
  if (first) return first.ticket;
  const response = await post("/tickets", { rooms: [{ party, room }] });
  if (response.status === 401 || response.status === 403) throw new Denied(String(response.status));
  return (await answer<{ tickets: [Given] }>(response)).tickets[0].ticket;
}
