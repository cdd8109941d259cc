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

/** Null: nobody is signed in. */
export const whoAmI = async (): Promise<Me | null> => (await answer<{ me: Me | null }>(await fetch("/api/me"))).me;

/** Empty: this centre is not a demo. */
export async function demoPeople(): Promise<DemoPerson[]> {
  const response = await fetch("/api/demo");
  return response.status === 404 ? [] : (await answer<{ people: DemoPerson[] }>(response)).people;
}

export const signIn = async (person: string): Promise<Me> =>
  (await answer<{ me: Me }>(await post("/sign-in", { person }))).me;

export const signOut = async (): Promise<void> => void (await answer(await post("/sign-out")));

export async function ticket(party: string, room: string): Promise<string> {
  const response = await post("/ticket", { party, room });
  if (response.status === 401 || response.status === 403) throw new Denied(String(response.status));
  return (await answer<{ ticket: string }>(response)).ticket;
}
