/** The pages. Whatever has no page here is a file that the host has served before, without asking us. */
import type { Entry } from "../entry.ts";
import { pagePermissions, pagePolicy, type PageName } from "../headers.ts";
import { DEMO_PROJECT } from "./demo.ts";
import { frameAncestors } from "./domains.ts";

const PAGES: Record<string, PageName> = {
  "/": "site",
  "/panel": "panel",
  "/widget": "widget",
  "/machines": "machines",
  "/tour": "tour",
};
/** Finds out itself what one of its addresses means. */
const MACHINES = "/machines/";
/** Only in a demo. */
const OUTBOX = "/outbox";

/** They lie there as text, so that nobody gets them without their headers: see `buildWeb`. */
const FILES: Record<PageName, string> = {
  site: "/index.html.txt",
  panel: "/panel.html.txt",
  widget: "/widget.html.txt",
  outbox: "/outbox.html.txt",
  machines: "/machines.html.txt",
  tour: "/tour.html.txt",
};

function pageOf({ pathname }: URL, isDemo: boolean): PageName | undefined {
  if (pathname === OUTBOX) return isDemo ? "outbox" : undefined;
  if (pathname.startsWith(MACHINES)) return "machines";
  return Object.hasOwn(PAGES, pathname) ? PAGES[pathname] : undefined;
}

/** The widget's project is the one that the frame itself reads. */
const framesOf = async (page: PageName, { searchParams }: URL, { parties }: Entry): Promise<string | null> =>
  page === "widget" ? frameAncestors(parties, searchParams.get("project") ?? DEMO_PROJECT) : "'none'";

export async function servePage(url: URL, entry: Entry): Promise<Response> {
  const page = pageOf(url, entry.env.TURNO_DEMO === "1");
  const asset = page === undefined ? null : await entry.assets.fetch(FILES[page]);
  if (page === undefined || !asset?.ok) return new Response("not found", { status: 404 });
  return new Response(asset.body, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      // A new build names other files, and the sites of a project may have changed.
      "cache-control": "no-cache",
      "permissions-policy": pagePermissions(page),
      "content-security-policy": pagePolicy(page, url, await framesOf(page, url, entry)),
    },
  });
}
