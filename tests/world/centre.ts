/** The whole centre on the fake platform, driven by hand: for what only several rooms together can show. */
import { definition as account } from "../../party/rooms/account.ts";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as directory } from "../../party/rooms/directory.ts";
import { definition as project } from "../../party/rooms/project.ts";
import { definition as queue } from "../../party/rooms/queue.ts";
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { Platform } from "../../web/simulator/platform.ts";
import { Customer, Panel, PROJECT, personOf } from "./people.ts";
import { Screen } from "../../web/simulator/screen.ts";

type Command = { type: string; [field: string]: unknown };

export class Centre {
  readonly rooms: Record<string, RoomDefinition> = { account, agent, conversation, directory, project, queue };
  readonly platform = new Platform(this.rooms);
  #commands = 0;
  #customers = 0;
  #administrator: Screen | undefined;

  static async open(departments = ["general"]): Promise<Centre> {
    const centre = new Centre();
    const named = departments.map((id) => ({ id, name: id }));
    const described = { name: "Demo", timeZone: "Europe/Madrid", departments: named, capacity: 6 };
    const people = [
      ...["ana", "luis"].map((name) => personOf(name, departments)),
      personOf("john", departments, "administrator"),
    ];
    await centre.asEntry("project", PROJECT, { type: "project.describe", ...described, people });
    return centre;
  }

  async asEntry(party: string, room: string, command: Command): Promise<void> {
    const by = { role: "entry", id: "boot", project: "" };
    // It is not done before the watchtower has heard of the room.
    const done = this.platform.node(party, room).handle((one) => one.command(by, command));
    await this.platform.settle();
    await done;
  }

  /** An agent with one panel, Disponible. */
  async agent(name: string): Promise<Panel> {
    const panel = new Panel(this.platform, `${PROJECT}_${name}`, `${name}0`);
    panel.connect();
    await this.platform.settle();
    await this.do(panel.agent, { type: "availability.set", available: true });
    return panel;
  }

  async customer(...texts: string[]): Promise<Customer> {
    const customer = new Customer(this.platform, this.#customers++);
    await this.platform.settle();
    for (const text of texts) await this.do(customer.screen, { type: "message.send", text });
    return customer;
  }

  /** A screen of somebody whom the entry worker has let in. */
  async look(who: { role: string; id: string; project?: string }, party: string, room: string, watch?: string[]) {
    const screen = new Screen(this.platform, this.platform.node(party, room), { project: PROJECT, ...who }, watch);
    screen.connect();
    await this.platform.settle();
    return screen;
  }

  /** Sends a command to the project's room, as its administrator. */
  async manage(command: Command): Promise<string | undefined> {
    this.#administrator ??= await this.look({ role: "administrator", id: `${PROJECT}_john` }, "project", PROJECT);
    return this.do(this.#administrator, command);
  }

  /** Sends a command and lets everything that follows from it happen. Returns the reason of a refusal. */
  async do(screen: Screen, command: Command): Promise<string | undefined> {
    const count = screen.answers.length;
    screen.send(command, `c${++this.#commands}`);
    await this.platform.settle();
    const answer = screen.answers[count];
    if (!answer) throw new Error(`${command.type} was not answered`);
    if (answer.kind === "fault") throw new Error(`${answer.code}: ${answer.detail}`);
    return answer.kind === "refused" ? answer.reason : undefined;
  }
}
