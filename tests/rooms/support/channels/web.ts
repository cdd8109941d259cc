/** Web chat: the widget's own connection, and files by HTTP. */
import { randomUUID } from "node:crypto";
import { Customer } from "../../../harness/people.ts";
import { Sender, read, sha256 } from "../files.ts";
import { nextPerson, type Arrived, type Driver, type FileSaid, type Person } from "./driver.ts";

class Visitor implements Person {
  #again: () => Promise<unknown> = () => Promise.resolve();
  #repeated: Promise<void> = Promise.resolve();
  readonly #files: Sender;

  constructor(
    readonly name: string,
    readonly customer: Customer,
    private readonly url: string,
  ) {
    this.#files = new Sender(url, { authorization: `Bearer ${customer.token}` }, customer.id);
  }

  async writes(text: string): Promise<void> {
    const commandId = randomUUID();
    this.#again = () => this.customer.client.send({ type: "message.send", text }, commandId);
    await this.#again();
  }

  async sends({ bytes, voice = false, ...file }: FileSaid, caption: string): Promise<void> {
    const id = await this.#files.whole(bytes, { ...file, voice }, caption);
    this.#again = () => this.#files.send(id, caption);
  }

  /** One connection says a thing once at a time. */
  repeats(): Promise<void> {
    this.#repeated = this.#repeated.then(() => this.#again()).then(() => {});
    return this.#repeated;
  }

  arrived(): Promise<Arrived[]> {
    const shown = this.customer.messages.flatMap((row): Promise<Arrived>[] => {
      if (!("from" in row) || row.from !== "agent") return [];
      if (row.kind === "text") return [Promise.resolve({ text: row.text })];
      return row.kind === "file" ? [this.#fileOf(row.file, row.caption)] : [];
    });
    return Promise.all(shown);
  }

  async #fileOf({ id, kind, voice = false }: FileShown, caption: string): Promise<Arrived> {
    const bytes = await read(this.url, await this.#files.address(id));
    return { kind, sha256: sha256(bytes), caption, voice };
  }

  async reads(): Promise<void> {
    const last = this.customer.messages.at(-1)!.seq;
    await this.customer.client.send({ type: "messages.mark", delivered: last, read: last });
  }
}

type FileShown = Extract<Customer["messages"][number], { kind: "file" }>["file"];

export const web: Driver = {
  channel: "web",
  tells: "read",
  outOfReach: null,
  open(centre) {
    const visitors: Visitor[] = [];
    return Promise.resolve({
      async person() {
        const { name } = nextPerson("web");
        const visitor = new Visitor(name, await Customer.arrive(centre.url, name), centre.url);
        visitors.push(visitor);
        return visitor;
      },
      close() {
        for (const { customer } of visitors) customer.client.close();
        return Promise.resolve();
      },
    });
  },
};
