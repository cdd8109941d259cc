/** Two projects with people of every role, and a talk between an agent and a customer that goes on whatever else is tried. */
import { expect } from "vitest";
import { accountRoom } from "../../../party/accounts/tokens.ts";
import { readPartykitConfig } from "../../harness/bundle.ts";
import { Agent, Customer } from "../../harness/people.ts";
import type { Centre, CentreOptions } from "../../harness/workerd.ts";
import { Browser, PASSWORD, give, works } from "./browser.ts";
import { startDemo } from "./demo.ts";
import { RawSocket, address, type Place } from "./raw-socket.ts";

export const OTHER = "other";
export const EMAILS = { zoe: "zoe@example.com", eva: "eva@example.com" };

export type Name = keyof World["browsers"];

export class World {
  #said = 0;

  private constructor(
    readonly centre: Centre,
    /** Of the demo: an agent, a supervisor, an auditor, an administrator, and one more agent who has a password. */
    readonly browsers: Record<"luis" | "marta" | "elena" | "john" | "zoe" | "eva", Browser>,
    private readonly ana: Agent,
    readonly rosa: Customer,
    /** Of the other project. */
    readonly pepe: Customer,
  ) {}

  static async begin(options: CentreOptions = {}): Promise<World> {
    const { parties } = readPartykitConfig();
    const centre = await startDemo({ ...options, main: "tests/harness/fixture/two-projects.ts", parties });
    const eva = { person: "other_eva", name: "Eva Sol", role: "administrator" };
    const described = {
      type: "project.describe",
      name: "Otra Tienda",
      timeZone: "UTC",
      departments: [{ id: "general", name: "General" }],
      people: [
        {
          id: eva.person,
          email: EMAILS.eva,
          account: await accountRoom(EMAILS.eva),
          name: eva.name,
          role: eva.role,
          departments: ["general"],
          capacity: null,
        },
      ],
    };
    const body = JSON.stringify({ project: OTHER, command: described });
    const made = await fetch(`${centre.url}/test/project`, { method: "POST", body });
    expect(await made.json()).toMatchObject({ kind: "done" });
    await give(centre, EMAILS.zoe, { membership: works({ person: "demo_zoe", name: "Zoe" }) });
    await give(centre, EMAILS.eva, { membership: works({ ...eva, project: OTHER, projectName: "Otra Tienda" }) });

    const clicked = async (person: string) => {
      const browser = new Browser(centre.url);
      expect((await browser.post("/demo/sign-in", { person: `demo_${person}` })).status).toBe(200);
      return browser;
    };
    const entered = async (email: string) => {
      const browser = new Browser(centre.url);
      expect((await browser.signIn(email, PASSWORD)).status).toBe(200);
      return browser;
    };
    const browsers = {
      luis: await clicked("luis"),
      marta: await clicked("marta"),
      elena: await clicked("elena"),
      john: await clicked("john"),
      zoe: await entered(EMAILS.zoe),
      eva: await entered(EMAILS.eva),
    };

    const ana = await Agent.signIn(centre.url, "demo_ana");
    await ana.until(() => ana.view?.presence === "present");
    await ana.setAvailable(true);
    const rosa = await Customer.arrive(centre.url, "Rosa");
    await rosa.write("Hola");
    await ana.until(() => ana.assignments.some(({ thread }) => thread === rosa.id));
    await otherIsKnown(centre);
    const pepe = await Customer.arrive(centre.url, "Pepe", OTHER);
    await pepe.write("Un secreto de la otra tienda");
    return new World(centre, browsers, ana, rosa, pepe);
  }

  /** The main job: both hear each other, on the connections that they have had from the beginning. */
  async goesOn(): Promise<void> {
    const n = ++this.#said;
    const thread = this.ana.thread(this.rosa.id);
    expect(await this.rosa.write(`¿${n}?`)).toEqual({ kind: "done" });
    await thread.until(() => thread.texts.includes(`¿${n}?`));
    expect(await thread.client.send({ type: "message.send", text: `¡${n}!` })).toEqual({ kind: "done" });
    await this.rosa.until(() => this.rosa.texts.includes(`¡${n}!`));
    expect(this.ana.assignments.map((one) => one.thread)).toEqual([this.rosa.id]);
  }

  async ticket(who: Browser, at: Place): Promise<string> {
    const { status, body } = await who.post<{ tickets: [{ ticket: string }] }>("/tickets", { rooms: [at] });
    expect(status, `${at.party}/${at.room}`).toBe(200);
    return body.tickets[0].ticket;
  }

  async socket(who: Browser, at: Place): Promise<RawSocket> {
    return RawSocket.open(this.centre, address(at, await this.ticket(who, at)));
  }

  /** How often something is said in the log. */
  logged(words: string): number {
    return this.centre.logs().filter((line) => line.includes(words)).length;
  }

  async end(): Promise<void> {
    this.ana.vanish();
    for (const customer of [this.rosa, this.pepe]) customer.client.close();
    await this.centre.dispose();
  }
}

/** The directory hears of a new project in a moment: asks until it has. The runner's time limit is the only clock. */
async function otherIsKnown(centre: Centre): Promise<void> {
  const { status } = await new Browser(centre.url).post("/visitors", { project: OTHER });
  if (status !== 200) await otherIsKnown(centre);
}
