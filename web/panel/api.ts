/** The few things that are asked by HTTP: who is signed in, and a ticket for each socket. */
import { Denied } from "../shared/room-client.ts";

export interface Me {
  id: string;
  name: string;
  project: string;
}

export interface DemoPerson {
  id: string;
  name: string;
  departments: string[];
}

const post = (path: string, body: unknown = {}): Promise<Response> =>
  fetch(`/api${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return (await response.json()) as T;
}

interface Given {
  party: string;
  room: string;
  ticket: string;
}

/** Tickets that came with the answer to who is signed in, for the first sockets. */
let given: Given[] = [];
/** A ticket lives 30 seconds; one as old as this, in milliseconds, might not survive the way. */
const GIVEN_MAX_MS = 15_000;

/** Null: nobody is signed in. */
export async function whoAmI(): Promise<Me | null> {
  const { me, tickets = [] } = await answer<{ me: Me | null; tickets?: Given[] }>(await fetch("/api/me"));
  given = tickets;
  setTimeout(() => (given = []), GIVEN_MAX_MS);
  return me;
}

/** Empty: this centre is not a demo. */
export async function demoPeople(): Promise<DemoPerson[]> {
  const response = await fetch("/api/demo");
  return response.status === 404 ? [] : (await answer<{ people: DemoPerson[] }>(response)).people;
}

export const signIn = async (person: string): Promise<Me> =>
  (await answer<{ me: Me }>(await post("/sign-in", { person }))).me;

export const signOut = async (): Promise<void> => void (await answer(await post("/sign-out")));

export async function ticket(party: string, room: string): Promise<string> {
  const first = given.find((one) => one.party === party && one.room === room);
  given = given.filter((one) => one !== first);
  if (first) return first.ticket;
  const response = await post("/ticket", { party, room });
  if (response.status === 401 || response.status === 403) throw new Denied(String(response.status));
  return (await answer<{ ticket: string }>(response)).ticket;
}
