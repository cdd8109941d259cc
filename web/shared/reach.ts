/**
 * What a page reaches by: its own server, sockets and stores. A page that stands apart (the guided tour, whose centre is in memory)
 * finds others, and says so here before anything of it looks.
 */
export interface Reach {
  /** As `fetch`, for what our own server answers. */
  request: (path: string, init?: RequestInit) => Promise<Response>;
  /** A socket class; undefined: the browser's. */
  WebSocket?: unknown;
  /** For all tabs. */
  local: () => Storage;
  /** For this tab. */
  tab: () => Storage;
  /** Nothing that happens here may call somebody who looks elsewhere, or be found by another page. */
  isApart?: boolean;
}

export const reach: Reach = {
  request: (path, init) => fetch(path, init),
  local: () => localStorage,
  tab: () => sessionStorage,
};

export const standApart = (other: Omit<Reach, "isApart">): void => void Object.assign(reach, other, { isApart: true });
