/**
 * Whose a webhook can be: the inboxes that a project has on a channel, opened. Each isolate remembers them for a while, because a
 * provider knocks at every message, and looks again where nothing fits, because one may have been set up a moment ago.
 */
import type { OutsideChannel } from "../../machines/outside.ts";
import type { ProjectInbox } from "../../machines/project-inboxes.ts";
import { openSealed } from "../channels/line.ts";
import type { Line } from "../channels/port.ts";
import { ask, type Asked } from "./context.ts";

const FRESH_MS = 30_000;
/** Made-up projects do not fill it. */
const REMEMBERED_MAX = 1_000;
const PROJECT_ID = /^[a-z0-9-]{1,32}$/;

interface Known {
  lines: ProjectLine[];
  at: number;
}
export interface ProjectLine extends Line {
  /** Whose line its customers join. */
  department: string;
}

const remembered = new Map<string, Known>();

async function look(c: Asked, project: string, channel: OutsideChannel): Promise<ProjectLine[]> {
  const question = { type: "inboxes", channel };
  const listed = (await ask(c, { party: "project", room: project }, question)) as ProjectInbox[];
  const opening = listed.map(async ({ id, department, line }) => {
    try {
      return [{ ...(await openSealed(line, c.env.env)), department }];
    } catch {
      console.log(JSON.stringify({ level: "error", msg: "inbox does not open", project, inbox: id }));
      return [];
    }
  });
  return (await Promise.all(opening)).flat();
}

/** @param freshMs How old what is remembered may be: less, where nothing fitted it. */
export async function linesOf(
  c: Asked,
  project: string,
  channel: OutsideChannel,
  freshMs = FRESH_MS,
): Promise<ProjectLine[]> {
  if (!PROJECT_ID.test(project)) return [];
  const key = `${channel}/${project}`;
  const known = remembered.get(key);
  if (known && Date.now() - known.at < freshMs) return known.lines;
  const lines = await look(c, project, channel);
  if (!known && remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(key, { lines, at: Date.now() });
  return lines;
}
