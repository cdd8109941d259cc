/** Every route of the public HTTP interface, and what a request to it must bring. A route without a line here fails a test. */
import { app } from "../../../party/http/app.ts";

export interface Route {
  /** Who is answered at all: whoever comes, who is signed in, or a visitor as well. */
  asks: "anyone" | "signedIn" | "ticket";
  /** What its schema takes, if it has one. None of these does anything. */
  body?: Record<string, unknown>;
  /** A field of texts by whatever name. */
  named?: string;
  /** Whoever may ask is told that what they ask about is not there. */
  about?: "nothing";
  /** Only these of a project's roles. */
  roles?: readonly string[];
  /** A service worker asks it: no token, but an origin. */
  worker?: true;
}

const FILE = "00000000-0000-4000-8000-000000000000";
const NOBODY = `a${"0".repeat(40)}`;
const LINK = "A".repeat(43);
const PASSWORD = "una frase bastante larga";

export const ROUTES: Record<string, Route> = {
  "GET /health": { asks: "anyone" },
  "GET /demo": { asks: "anyone" },
  "POST /sign-in": { asks: "anyone", body: { email: "nobody@example.com", password: PASSWORD } },
  "POST /sign-in/code": { asks: "anyone", body: { attempt: `${NOBODY}.${"A".repeat(22)}`, code: "000000" } },
  "POST /demo/sign-in": { asks: "anyone", body: { person: "demo_nobody" } },
  "GET /sign-in-ways": { asks: "anyone" },
  "GET /oidc/start": { asks: "anyone" },
  "GET /oidc/callback": { asks: "anyone" },
  "POST /recovery": { asks: "anyone", body: { email: "nobody@example.com" } },
  "POST /recovery/look": { asks: "anyone", body: { link: `${NOBODY}.${LINK}` } },
  "POST /recovery/finish": { asks: "anyone", body: { link: `${NOBODY}.${LINK}`, password: PASSWORD } },
  "POST /invitation/look": { asks: "anyone", body: { link: `demo_nobody.${LINK}` } },
  "POST /invitation/accept": {
    asks: "anyone",
    body: { link: `demo_nobody.${LINK}`, name: "Nadie", password: PASSWORD },
  },
  "GET /setup": { asks: "anyone" },
  "POST /setup": {
    asks: "anyone",
    body: { code: "AAAA-AAAA-AAAA", project: "Otra", name: "Nadie", email: "nobody@example.com", password: PASSWORD },
  },
  "POST /visitors": { asks: "anyone", body: { project: "nobody" } },
  "GET /demo/outbox": { asks: "anyone" },
  "POST /demo/shop-user": { asks: "anyone" },
  "GET /me": { asks: "anyone" },
  // Who is not signed in has signed out.
  "POST /sign-out": { asks: "anyone" },
  "POST /sign-out-everywhere": { asks: "signedIn" },
  "GET /devices": { asks: "signedIn" },
  "DELETE /devices/:id": { asks: "signedIn" },
  "POST /project": { asks: "signedIn", body: { project: "nobody" } },
  "POST /password": { asks: "signedIn", body: { current: "another password", password: PASSWORD } },
  "POST /second-factor/begin": { asks: "signedIn", body: { password: "another password" } },
  "POST /second-factor/confirm": { asks: "signedIn", body: { setup: "nothing", code: "000000" } },
  "POST /second-factor/off": { asks: "signedIn", body: { password: "another password" } },
  "POST /second-factor/codes": { asks: "signedIn", body: { password: "another password" } },
  "POST /push": {
    asks: "signedIn",
    worker: true,
    roles: ["agent", "supervisor", "administrator"],
    body: {
      endpoint: "https://nobody.example/push",
      keys: { p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) },
      locale: "es",
    },
  },
  "POST /tickets": { asks: "ticket", body: { rooms: [{ party: "queue", room: "nobody" }] } },
  "POST /files": {
    asks: "ticket",
    body: {
      id: FILE,
      thread: "nobody",
      kind: "document",
      name: "a.pdf",
      type: "application/pdf",
      bytes: 1,
      voice: false,
    },
  },
  "GET /files/:id": { asks: "ticket", about: "nothing" },
  "PUT /files/:id/parts/:n": { asks: "ticket", about: "nothing" },
  "POST /files/:id/send": { asks: "ticket", about: "nothing", body: { caption: "" } },
  "DELETE /files/:id": { asks: "ticket", about: "nothing" },
  "POST /files/addresses": { asks: "ticket", body: { thread: "nobody", files: [FILE] } },
  // Whoever has its address.
  "GET /files/:id/content/:name": { asks: "anyone" },
  "GET /inboxes": { asks: "signedIn", roles: ["administrator"] },
  "POST /inboxes": {
    asks: "signedIn",
    roles: ["administrator"],
    body: { channel: "whatsapp", name: "Nada", department: "general", settings: {} },
    named: "settings",
  },
  "DELETE /inboxes/:id": { asks: "signedIn", roles: ["administrator"] },
  "POST /inboxes/:id/check": { asks: "signedIn", roles: ["administrator"] },
  "GET /inboxes/:id/templates": { asks: "signedIn", roles: ["agent", "supervisor", "administrator"] },
  "POST /projects/:project/rooms/:party/:room/check": {
    asks: "signedIn",
    roles: ["supervisor", "auditor", "administrator"],
  },
  // What proves who asks is in the request itself.
  "GET /webhooks/whatsapp/:project": { asks: "anyone" },
  "POST /webhooks/whatsapp/:project": { asks: "anyone" },
  "POST /webhooks/telegram/:project/:inbox": { asks: "anyone" },
  "GET /project/widget-key": { asks: "signedIn", roles: ["administrator"] },
  "POST /project/widget-key": { asks: "signedIn", roles: ["administrator"] },
};

/** As the application itself has them. */
export function routesOfApp(): string[] {
  const routes = app.routes.filter(({ method }) => method !== "ALL");
  return [...new Set(routes.map(({ method, path }) => `${method} ${path.replace(/^\/api/, "")}`))];
}

export interface Named extends Route {
  name: string;
  method: string;
  path: string;
}

export const routes: Named[] = Object.entries(ROUTES).map(([name, route]) => {
  const [method, path] = name.split(" ") as [string, string];
  const place = { ":party": "conversation", ":room": "demo_nobody" };
  const parts = { ...place, ":id": "A".repeat(22), ":name": "a.txt", ":n": "0", ":project": "demo", ":inbox": "tg1" };
  const asked = Object.entries(parts).reduce((all, [part, value]) => all.replace(part, value), path);
  return { name, method, path: asked, ...route };
});
