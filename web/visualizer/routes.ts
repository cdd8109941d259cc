/** The addresses under `/machines`, and going from one to another without loading the page anew. */
import { createSignal, onCleanup, type Accessor } from "solid-js";

export type Route =
  | { page: "gallery" }
  /** `select`: the id of a state or transition; `find`: what is looked for in the chart. */
  | { page: "machine"; machine: string; select: string | null; find: string }
  /** `at`: a revision; null: the newest. */
  | { page: "life"; party: string; room: string; at: number | null; live: boolean }
  | { page: "rooms" }
  | { page: "file" }
  | { page: "try" }
  | { page: "none" };

const HOME = "/machines";

export const addressOf = {
  gallery: HOME,
  machine(machine: string, { select, find }: { select?: string | null; find?: string } = {}): string {
    const asked = new URLSearchParams();
    if (select != null) asked.set("select", select);
    if (find !== undefined && find !== "") asked.set("find", find);
    return `${HOME}/${machine}${asked.size > 0 ? `?${asked}` : ""}`;
  },
  life: (party: string, room: string): string => `${HOME}/life/${party}/${encodeURIComponent(room)}`,
  rooms: `${HOME}/life`,
  file: `${HOME}/file`,
  try: `${HOME}/try`,
};

/** A percent sign of no known meaning: it is nobody's room. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const revision = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

export function routeOf({ pathname, searchParams }: URL): Route {
  const parts = pathname.split("/").slice(2).filter(Boolean).map(decoded);
  const [first, party, room] = parts;
  if (parts.includes(undefined)) return { page: "none" };
  if (first === undefined) return { page: "gallery" };
  if (first === "life") {
    if (parts.length === 1) return { page: "rooms" };
    if (parts.length !== 3) return { page: "none" };
    const at = revision(searchParams.get("at"));
    return { page: "life", party: party!, room: room!, at, live: searchParams.has("live") };
  }
  if (parts.length > 1) return { page: "none" };
  if (first === "file" || first === "try") return { page: first };
  return { page: "machine", machine: first, select: searchParams.get("select"), find: searchParams.get("find") ?? "" };
}

const MOVED = "turno:moved";
let hasMoved = false;

/** For the title of a page: who has come to it by a link inside the page goes on there, as after any other link. */
export function greets(title: HTMLElement): void {
  title.tabIndex = -1;
  if (hasMoved) queueMicrotask(() => title.focus({ preventScroll: true }));
}

/** @param how "replace": the way back does not lead to where one is now. */
export function go(address: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  dispatchEvent(new Event(MOVED));
}

const isOurs = ({ origin, pathname }: URL): boolean =>
  origin === location.origin && (pathname === HOME || pathname.startsWith(`${HOME}/`));

/** Where one is, for as long as the owner of it lives; links to other addresses of ours are followed inside the page. */
export function createRoute(): Accessor<Route> {
  const now = (): Route => routeOf(new URL(location.href));
  const [route, set] = createSignal(now());
  const listening = new AbortController();
  const { signal } = listening;
  const moved = (): void => {
    hasMoved = true;
    set(now());
  };
  addEventListener("popstate", moved, { signal });
  addEventListener(MOVED, moved, { signal });
  document.addEventListener(
    "click",
    (event) => {
      const { target, button, metaKey, ctrlKey, shiftKey, altKey } = event;
      const link = target instanceof Element ? target.closest("a") : null;
      if (!link || event.defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
      // An SVG's own link has another `href`.
      if (!(link instanceof HTMLAnchorElement) || link.target !== "" || link.hasAttribute("download")) return;
      const url = new URL(link.href);
      // A part of the same page is the browser's affair.
      if (!isOurs(url) || (url.hash !== "" && url.pathname === location.pathname)) return;
      event.preventDefault();
      if (url.href !== location.href) go(url.href);
    },
    { signal },
  );
  onCleanup(() => listening.abort());
  return route;
}
