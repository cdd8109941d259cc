/**
 * On which sites a project's chat may stand (DI7). Browsers keep to it: the frame's page says it in its policy, and nobody
 * becomes a visitor from elsewhere. It keeps no program out that says nothing of where it comes from: it is for honest sites
 * whose chat would otherwise be put up by others.
 */
import type { Project } from "../../machines/directory.ts";
import { WATCHTOWER } from "../engine/definition.ts";
import { call, type Parties } from "../engine/calls.ts";

const PROJECT_ID = /^[a-z0-9-]{1,32}$/;
/** A site's every page loads the frame: the one directory is not asked each time. */
const FRESH_MS = 60_000;
/** Of known projects only, so that made-up ones do not fill it. */
const remembered = new Map<string, { until: number; domains: readonly string[] }>();

export async function projectOf(parties: Parties, id: string): Promise<Project | null> {
  return (await call(parties, WATCHTOWER, { kind: "ask", question: { type: "project", id } })) as Project | null;
}

async function domainsOf(parties: Parties, id: string): Promise<readonly string[]> {
  const known = remembered.get(id);
  if (known && Date.now() < known.until) return known.domains;
  const project = PROJECT_ID.test(id) ? await projectOf(parties, id) : null;
  if (!project) return [];
  const { domains } = project;
  remembered.set(id, { until: Date.now() + FRESH_MS, domains });
  return domains;
}

/** Where the frame's page may stand, as its policy says it; null: everywhere. Our own pages may always have it. */
export async function frameAncestors(parties: Parties, project: string): Promise<string | null> {
  const domains = await domainsOf(parties, project);
  return domains.length === 0 ? null : `'self' ${domains.join(" ")}`;
}

/** As a browser reads the same words in a policy. */
function covers(domain: string, { hostname, port }: URL): boolean {
  const [name = "", at = ""] = domain.split(":");
  const named = name.startsWith("*.") ? hostname.endsWith(name.slice(1)) : hostname === name;
  return named && (at === "*" || at === port);
}

/** @param from What the request says of the page that it comes from, if it does. */
export function mayComeFrom({ domains }: Pick<Project, "domains">, from: string | undefined, own: string): boolean {
  if (domains.length === 0 || from === undefined) return true;
  if (!URL.canParse(from)) return false;
  const page = new URL(from);
  return page.host === new URL(own).host || domains.some((domain) => covers(domain, page));
}
