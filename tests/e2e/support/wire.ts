/** What goes between a page and its rooms, for stories in which the network or a room does something rare. */
import type { BrowserContext, WebSocketRoute } from "playwright-core";

export type Frame = { kind: string; [field: string]: unknown };

export interface Tapping {
  /** Gives what the page gets instead; null: nothing. */
  down?: (frame: Frame, page: WebSocketRoute) => Frame | null;
  /** Gives what the room gets instead; null: nothing. */
  up?: (frame: Frame, page: WebSocketRoute) => Frame | null;
}

/** Every socket of this party that pages of the context open from now on. */
export async function tap(context: BrowserContext, party: string, { down, up }: Tapping): Promise<void> {
  await context.routeWebSocket(new RegExp(`/parties/${party}/`), (page) => {
    const room = page.connectToServer();
    const pass =
      (change: Tapping["down"], to: { send: (message: string) => void }) =>
      (message: string | Buffer): void => {
        const frame = JSON.parse(String(message)) as Frame;
        const changed = change ? change(frame, page) : frame;
        if (changed) to.send(JSON.stringify(changed));
      };
    page.onMessage(pass(up, room));
    room.onMessage(pass(down, page));
  });
}
