/**
 * Being called with the panel closed. The browser of these tests has neither a maker's push service nor a desktop to show
 * notices on, and says that notices are denied. So it is given them: a push service of ours on this machine, a device that alone
 * can read what comes, a yes to notices, and a list for a desktop. What the device reads is handed to the service worker as a
 * browser does it.
 */
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Browser, PushService, vapidKeys } from "../rooms/support/push-service.ts";
import { Panel } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";

const { publicKey, privateKey, subject } = vapidKeys();
const VAPID = { TURNO_VAPID_PUBLIC: publicKey, TURNO_VAPID_PRIVATE: privateKey, TURNO_VAPID_SUBJECT: subject };
const SWITCH = "Avisarme con el panel cerrado";

let stage: Stage | undefined;
let service: PushService;
beforeEach(async () => {
  service = await PushService.open();
});
afterEach(async () => {
  await stage?.strike();
  stage = undefined;
  await service.close();
});

/** The browser's side of it, which lives as long as the context. */
async function withPush(context: BrowserContext, browser: Browser): Promise<void> {
  const { endpoint, keys } = browser.subscription;
  await context.addInitScript(
    ([at, given]) => {
      const SUBSCRIBED = "test.subscribed";
      Object.defineProperty(Notification, "permission", { get: () => "granted" });
      Notification.requestPermission = async () => "granted";
      const subscription = (key: BufferSource | null) => ({
        endpoint: at,
        options: { applicationServerKey: key, userVisibleOnly: true },
        toJSON: () => ({ endpoint: at, keys: given }),
        unsubscribe: async () => {
          localStorage.removeItem(SUBSCRIBED);
          return true;
        },
      });
      PushManager.prototype.subscribe = async (options) => {
        const key = options!.applicationServerKey as Uint8Array<ArrayBuffer>;
        localStorage.setItem(SUBSCRIBED, key.join());
        return subscription(key) as unknown as PushSubscription;
      };
      PushManager.prototype.getSubscription = async () => {
        const kept = localStorage.getItem(SUBSCRIBED);
        if (kept === null) return null;
        return subscription(Uint8Array.from(kept.split(","), Number)) as unknown as PushSubscription;
      };
    },
    [endpoint, keys] as const,
  );
}

async function alerts(panel: Panel): Promise<void> {
  await panel.page.getByRole("button", { name: "Cuenta" }).click();
  await panel.page.getByRole("button", { name: "Sonidos y avisos" }).click();
}
const theSwitch = (page: Page) => page.getByRole("checkbox", { name: SWITCH });

/** As the browser does when something has come from its maker. */
async function arrives(page: Page, payload: unknown): Promise<void> {
  const browser: CDPSession = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    browser.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.endsWith("/panel") && !isDeleted);
      if (ours) resolve(ours.registrationId);
    }),
  );
  await browser.send("ServiceWorker.enable");
  const { origin } = new URL(page.url());
  const message = { origin, registrationId: await registered, data: JSON.stringify(payload) };
  await browser.send("ServiceWorker.deliverPushMessage", message);
}

type Shown = Pick<Notification, "title" | "body" | "tag" | "lang">;

/** What the panel's service worker shows from now on. */
async function desktopOf(context: BrowserContext): Promise<() => Promise<Shown[]>> {
  const worker = context.serviceWorkers().find((one) => one.url().endsWith("/sw.js"))!;
  await worker.evaluate(() => {
    const { registration } = globalThis as unknown as ServiceWorkerGlobalScope;
    const shown: unknown[] = [];
    Object.assign(globalThis, { shown });
    registration.showNotification = async (title, { body, tag, lang } = {}) =>
      void shown.push({ title, body, tag, lang });
  });
  return () => worker.evaluate(() => (globalThis as unknown as { shown: Shown[] }).shown);
}

test("AG13, AG14 an agent who asks for it is called with the panel closed, in their language, and not after signing out", async () => {
  stage = await Stage.set({ ...VAPID, TURNO_PUSH_HOSTS: service.host, TURNO_GRACE_MS: "60000" });
  const phone = new Browser(service);
  const hers = await stage.someone();
  await withPush(hers, phone);
  let ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration("/panel"))?.active);
  await ana.accept();
  await alerts(ana);
  await theSwitch(ana.page).check();
  await ana.page.getByText("Activado en este navegador").waitFor();
  expect(await theSwitch(ana.page).isChecked()).toBe(true);

  await ana.page.close();
  // The queue counts on her for the time of grace; her room knows that no screen is there.
  const watching = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  await watching.figure("Agentes Online", /2/);
  const rosa = await stage.arrive("Rosa", "No se lo digas a nadie");
  const [push] = await service.of(phone, 1);
  const news = phone.read(push!);
  expect(news).toMatchObject({ kind: "assigned", name: "Rosa", locale: "es" });

  const elsewhere = await hers.newPage();
  await elsewhere.goto(`${stage.url}/panel`);
  const desktop = await desktopOf(hers);
  await arrives(elsewhere, news);
  const tag = `${rosa.id}.1`;
  const notice = { title: "Nueva conversación: Rosa", body: "Ábrela antes de que vuelva a la cola.", tag, lang: "es" };
  await expect.poll(desktop).toEqual([notice]);
  for (const kind of ["returned", "waiting"])
    for (const [count, locale] of [
      [1, "es"],
      [2, "en"],
    ])
      await arrives(elsewhere, { kind, count, locale });
  await expect
    .poll(async () => (await desktop()).slice(1).map(({ title, tag: of }) => [title, of]))
    .toEqual([
      ["Tu conversación ha vuelto a la cola", "turno-away"],
      ["Your 2 conversations went back to the queue", "turno-away"],
      ["Un cliente espera", "turno-away"],
      ["2 customers are waiting", "turno-away"],
    ]);

  await elsewhere.close();
  ana = await Panel.another(hers, stage.url);
  await ana.openThread("Rosa");
  await ana.write("Hola, Rosa");
  await ana.button("Salir").click();
  await ana.page.getByRole("dialog").getByRole("button", { name: "Salir", exact: true }).click();
  await ana.page.getByRole("button", { name: "Entrar como Luis Romero" }).waitFor();
  expect(await ana.page.evaluate(() => localStorage.getItem("test.subscribed"))).toBeNull();
  rosa.client.close();
});

test("AG13 whoever signs in on a browser of somebody else's is not called in their place", async () => {
  stage = await Stage.set({ ...VAPID, TURNO_PUSH_HOSTS: service.host });
  const shared = await stage.someone();
  await withPush(shared, new Browser(service));
  const ana = await Panel.open(shared, stage.url, "Ana García");
  await alerts(ana);
  await theSwitch(ana.page).check();
  await ana.page.getByText("Activado en este navegador").waitFor();
  // Her session ended without a goodbye.
  await shared.clearCookies();
  await ana.page.close();
  const luis = await Panel.open(shared, stage.url, "Luis Romero");
  await luis.page.waitForFunction(() => localStorage.getItem("test.subscribed") === null);
  await alerts(luis);
  await luis.page.getByText("Si cierras el panel estando Disponible").waitFor();
  expect(await theSwitch(luis.page).isChecked()).toBe(false);
});

test("a click on a notice brings its conversation in the panel that is open; a browser that has moved says so by itself", async () => {
  stage = await Stage.set({ ...VAPID, TURNO_PUSH_HOSTS: service.host, TURNO_GRACE_MS: "60000" });
  const hers = await stage.someone();
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  for (const name of ["Rosa", "Pepe"]) (await stage.arrive(name, "Hola")).client.close();
  await ana.entry("Pepe").waitFor();
  await ana.openThread("Pepe");
  await ana.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const worker = hers.serviceWorkers().find((one) => one.url().endsWith("/sw.js"))!;
  const tag = await ana.page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
  await ana.openThread("Rosa");
  await worker.evaluate((of) => {
    const notification = { tag: of, close: () => {} };
    // Whether a window may be brought to the front is the browser's to say: it knows of no click.
    const waitUntil = (work: Promise<unknown>): void => void work.catch(() => {});
    dispatchEvent(Object.assign(new Event("notificationclick"), { notification, waitUntil }));
  }, tag);
  await ana.page.getByRole("heading", { name: "Pepe" }).waitFor();

  const moved = new Browser(service);
  const { endpoint, keys } = moved.subscription;
  await worker.evaluate(
    (given) =>
      new Promise<unknown>((resolve) => {
        const event = {
          newSubscription: { toJSON: () => given },
          waitUntil: (work: Promise<unknown>) => resolve(work),
        };
        dispatchEvent(Object.assign(new Event("pushsubscriptionchange"), event));
      }),
    { endpoint, keys },
  );
  await ana.page.close();
  (await stage.arrive("Lola", "Hola")).client.close();
  expect(moved.read((await service.of(moved, 1))[0]!)).toMatchObject({ kind: "assigned", name: "Lola" });
});

test("a browser that blocks notices says so beside the switch, which cannot be moved", async () => {
  stage = await Stage.set(VAPID);
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await alerts(ana);
  await ana.page.getByText("El navegador tiene bloqueados los avisos de esta página").last().waitFor();
  expect(await theSwitch(ana.page).isDisabled()).toBe(true);
});

test("a centre that is not set up for it says so beside the switch, which cannot be moved", async () => {
  stage = await Stage.set();
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await alerts(ana);
  await ana.page.getByText("Este centro no lo tiene configurado").waitFor();
  expect(await theSwitch(ana.page).isDisabled()).toBe(true);
});

test("AG13 a push service that this centre does not know is refused in words, and the switch stays off", async () => {
  stage = await Stage.set(VAPID);
  const hers = await stage.someone();
  await withPush(hers, new Browser(service));
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await alerts(ana);
  await theSwitch(ana.page).click();
  await ana.page.getByRole("alert").filter({ hasText: "no está admitido aquí" }).waitFor();
  expect(await theSwitch(ana.page).isChecked()).toBe(false);
});
