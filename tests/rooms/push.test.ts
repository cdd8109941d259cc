import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Agent, Customer, post, signInDemo } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo, steps } from "./support/demo.ts";
import { Browser, PushService, signedBy, silence, status, vapidKeys } from "./support/push-service.ts";

const keys = vapidKeys();
const VAPID = {
  TURNO_VAPID_PUBLIC: keys.publicKey,
  TURNO_VAPID_PRIVATE: keys.privateKey,
  TURNO_VAPID_SUBJECT: keys.subject,
};

const subscribe = (agent: Agent, browser: { subscription: object }) =>
  agent.client.send({ type: "push.subscribe", ...browser.subscription });

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  let service: PushService;
  let centre: Centre;
  let ana: Agent;

  async function open(graceMs: number): Promise<void> {
    const vars = { ...VAPID, TURNO_PUSH_HOSTS: service.host, TURNO_GRACE_MS: String(graceMs) };
    centre = await startDemo({ runtime, vars });
    ana = await Agent.signIn(centre.url, "demo_ana");
    await ana.until(() => ana.view?.presence === "present");
    await ana.setAvailable(true);
  }
  /** Ana's last screen is gone, and the queue still counts on her. */
  async function vanish(): Promise<void> {
    const before = steps(centre).filter(({ event }) => event === "session.closed").length;
    ana.vanish();
    await expect
      .poll(() => steps(centre).filter(({ event }) => event === "session.closed").length)
      .toBeGreaterThan(before);
  }
  async function write(name: string): Promise<Customer> {
    const customer = await Customer.arrive(centre.url, name);
    await customer.write("No le digas esto a nadie");
    customer.client.close();
    return customer;
  }
  const comeBack = async (): Promise<void> => {
    ana = await Agent.signIn(centre.url, "demo_ana");
    await ana.until(() => ana.view);
  };
  const devicesAre = (count: number) => ana.until(() => ana.view?.devices === count);

  beforeEach(async () => {
    service = await PushService.open();
  });
  afterEach(async () => {
    ana.vanish();
    await centre.dispose();
    await service.close();
  });

  test("AG14 a browser reads what only it can read, signed by this centre: who came, and nothing that they wrote", async () => {
    await open(60_000);
    const phone = new Browser(service, "en");
    expect(await subscribe(ana, phone)).toEqual({ kind: "done" });
    await devicesAre(1);
    await vanish();
    const rosa = await write("Rosa");
    const [push] = await service.of(phone, 1);
    expect(phone.read(push!)).toEqual({
      kind: "assigned",
      conversationId: `${rosa.id}.1`,
      name: "Rosa",
      locale: "en",
    });
    const { aud, exp, sub } = signedBy(keys.publicKey, push!);
    expect([aud, sub]).toEqual([`https://${service.host}`, keys.subject]);
    expect(exp * 1000).toBeGreaterThan(Date.now());
    expect(push!.headers).toMatchObject({ urgency: "high", "content-encoding": "aes128gcm" });
    expect(Number(push!.headers.ttl)).toBeGreaterThan(0);
    expect(Number(push!.headers.ttl)).toBeLessThanOrEqual(60);
  });

  test("AG15, AG16, QU26 when the agent does not come back, the browser is told how many went back, and later that customers wait", async () => {
    await open(700);
    const phone = new Browser(service);
    await subscribe(ana, phone);
    await write("Rosa");
    await write("Pepe");
    await ana.until(() => ana.assignments.length === 2);
    await vanish();
    const [push] = await service.of(phone, 1);
    expect(phone.read(push!)).toEqual({ kind: "returned", count: 2, locale: "es" });
    // Luis is Disponible as well, and left with nothing: he is told of the next one that finds nobody.
    const luis = await Agent.signIn(centre.url, "demo_luis");
    await luis.until(() => luis.view?.presence === "present");
    const laptop = new Browser(service);
    await subscribe(luis, laptop);
    await luis.setAvailable(true);
    await luis.until(() => luis.assignments.length === 2);
    for (const { thread, conversationId } of luis.assignments) {
      const conversation = Number(conversationId.split(".")[1]);
      await luis.thread(thread).client.send({ type: "conversation.close", conversation });
    }
    await luis.until(() => luis.assignments.length === 0);
    luis.vanish();
    await expect.poll(() => steps(centre).filter(({ event }) => event === "grace.expired").length).toBe(2);
    await write("Lola");
    const [waiting] = await service.of(laptop, 1);
    expect(laptop.read(waiting!)).toEqual({ kind: "waiting", count: 1, locale: "es" });
  });

  test("AG18 a device that its push service does not know any more is forgotten", async () => {
    await open(60_000);
    const [old, phone] = [new Browser(service), new Browser(service)];
    await subscribe(ana, old);
    await subscribe(ana, phone);
    service.answers.push(status(410));
    await vanish();
    await write("Rosa");
    await Promise.all([service.of(old, 1), service.of(phone, 1)]);
    await comeBack();
    await devicesAre(1);
  });

  test("AG18 a busy push service is asked again, after the rest that it asks for", async () => {
    await open(60_000);
    const phone = new Browser(service);
    await subscribe(ana, phone);
    service.answers.push(status(429, { "retry-after": "7" }));
    await vanish();
    await write("Rosa");
    const started = Date.now();
    const [, again] = await service.of(phone, 2);
    expect(Date.now() - started).toBeGreaterThan(6_500);
    expect(phone.read(again!)).toMatchObject({ kind: "assigned", name: "Rosa" });
  });

  test("AG18, AG13 a push service that answers with another address is not followed there", async () => {
    await open(60_000);
    const elsewhere = await PushService.open();
    const phone = new Browser(service);
    await subscribe(ana, phone);
    service.answers.push(status(307, { location: `http://${elsewhere.host}/stolen` }));
    await vanish();
    await write("Rosa");
    await service.of(phone, 1);
    await expect.poll(() => steps(centre).some(({ msg }) => msg === "push refused")).toBe(true);
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  test("EN48 what was being pushed when the server was killed is pushed after it has started again, and shows in its place", async () => {
    await open(60_000);
    const phone = new Browser(service);
    await subscribe(ana, phone);
    service.answers.push(silence);
    await vanish();
    await write("Rosa");
    const [first] = await service.of(phone, 1);
    await centre.restart();
    // The first request of anybody wakes whoever has something to do.
    await fetch(`${centre.url}/api/health`);
    const [, second] = await service.of(phone, 2);
    expect(phone.read(second!)).toEqual(phone.read(first!));
    const jobs = () => steps(centre).filter(({ msg }) => msg === "job");
    await expect.poll(jobs).toMatchObject([{ service: "push", again: true, outcome: "done" }]);
  });

  test("AG13 an address of no push service that is known here is refused, and so is everything where push is not set up", async () => {
    await open(60_000);
    const phone = new Browser(service);
    for (const endpoint of ["https://169.254.169.254/latest", "https://evil.example/fcm.googleapis.com", "gopher://x"])
      expect(await subscribe(ana, { subscription: { ...phone.subscription, endpoint } })).toMatchObject({
        kind: "refused",
        reason: "pushEndpointUnknown",
      });
    const without = await startDemo({ runtime });
    const luis = await Agent.signIn(without.url, "demo_luis");
    await luis.until(() => luis.view?.presence === "present");
    expect(await subscribe(luis, phone)).toMatchObject({ kind: "refused", reason: "pushOff" });
    luis.vanish();
    await without.dispose();
  });

  test("AG13 a browser whose address changes while no panel is open says so by itself", async () => {
    await open(60_000);
    const [old, moved] = [new Browser(service), new Browser(service)];
    await subscribe(ana, old);
    // A service worker has no page that could be told the token, and its browser says where it comes from.
    const { cookie } = (await signInDemo(centre.url, "demo_ana")).papers;
    const own = { cookie, origin: centre.url };
    expect((await post(centre.url, "/push", moved.subscription)).status).toBe(401);
    expect((await post(centre.url, "/push", { ...moved.subscription, endpoint: 7 }, own)).status).toBe(400);
    const strange = { ...moved.subscription, endpoint: "https://evil.example/" };
    expect((await post(centre.url, "/push", strange, own)).status).toBe(403);
    for (const headers of [{ cookie }, { cookie, origin: "https://elsewhere.example" }] as Record<string, string>[])
      expect((await post(centre.url, "/push", moved.subscription, headers)).status).toBe(403);
    expect((await post(centre.url, "/push", moved.subscription, own)).status).toBe(200);
    await devicesAre(2);
    const me = (await (await fetch(`${centre.url}/api/me`, { headers: { cookie } })).json()) as { pushKey: string };
    expect(me.pushKey).toBe(keys.publicKey);
  });
});
