/** The frame's side of the talk with the page that embeds it. */
import type { ToFrame, ToPage } from "./frame-talk.ts";

export interface Page {
  tell(message: ToPage): void;
}

/** The page's origin is not known beforehand: it is that of the first word from our parent, and no other is heard after. */
export function meetPage(hear: (message: ToFrame) => void): Page {
  // Opened by its own address, the frame is the page.
  if (window.parent === window) {
    hear({ turno: "shown", open: true, quiet: false, full: true });
    return { tell: () => {} };
  }
  let origin: string | undefined;
  let unread: ToPage | undefined;
  addEventListener("message", (event: MessageEvent<Partial<ToFrame> | null>) => {
    if (event.source !== window.parent || typeof event.data?.turno !== "string") return;
    if (origin !== undefined && event.origin !== origin) return;
    const first = origin === undefined;
    origin = event.origin;
    hear(event.data as ToFrame);
    if (first && unread) window.parent.postMessage(unread, origin);
  });
  return {
    tell(message) {
      if (message.turno === "unread") unread = message;
      if (origin !== undefined) window.parent.postMessage(message, origin);
    },
  };
}
