/** The frame's side of the talk with the page that embeds it. */
import type { ToFrame, ToPage } from "./frame-talk.ts";

export interface Page {
  tell(message: ToPage): void;
}

/** The page's origin is not known beforehand: it is that of the first word from our parent, and no other is heard after. */
export function meetPage(onShown: (open: boolean) => void): Page {
  // Opened by its own address, the frame is the page.
  if (window.parent === window) {
    onShown(true);
    return { tell: () => {} };
  }
  let origin: string | undefined;
  let last: ToPage | undefined;
  addEventListener("message", (event: MessageEvent<Partial<ToFrame> | null>) => {
    if (event.source !== window.parent || event.data?.turno !== "shown") return;
    if (origin !== undefined && event.origin !== origin) return;
    origin = event.origin;
    onShown(event.data.open === true);
    if (last) window.parent.postMessage(last, origin);
  });
  return {
    tell(message) {
      if (message.turno === "unread") last = message;
      if (origin !== undefined) window.parent.postMessage(message, origin);
    },
  };
}
