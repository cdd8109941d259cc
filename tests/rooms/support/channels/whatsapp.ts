/** WhatsApp: a number at the stand-in for its provider. */
import { GraphApi } from "../../../harness/graph-api.ts";
import type { Json } from "../../../harness/graph/messages.ts";
import { content, type Content, type MessageMore } from "../../../harness/graph/payloads.ts";
import { sha256 } from "../files.ts";
import { connect } from "../numbers.ts";
import { insists, nextPerson, type Arrived, type Driver, type FileSaid, type Person } from "./driver.ts";

const HOUR_MS = 60 * 60 * 1000;
type Media = { id: string; caption?: string; voice?: boolean };

export class WhatsAppPerson implements Person {
  #last: Json | undefined;
  readonly phone: string;

  constructor(
    readonly name: string,
    number: number,
    readonly graph: GraphApi,
  ) {
    this.phone = `34600${String(number).padStart(6, "0")}`;
  }

  async says(said: Content, more: MessageMore = {}): Promise<void> {
    this.#last = this.graph.saying({ phone: this.phone, name: this.name }, said, more);
    await this.repeats();
  }

  writes(text: string): Promise<void> {
    return this.says(content.text(text));
  }

  sends({ kind, type, name, bytes, voice }: FileSaid, caption: string): Promise<void> {
    const media = this.graph.media.receive(bytes, type);
    if (kind === "document") return this.says(content.document(media, name, caption));
    if (kind === "audio") return this.says(voice ? content.voice(media) : content.audio(media));
    return this.says(content[kind](media, caption));
  }

  repeats(): Promise<void> {
    return insists(() => this.graph.deliver(this.#last!));
  }

  arrived(): Promise<Arrived[]> {
    const accepted = this.graph.accepted.filter(({ to }) => to === this.phone);
    return Promise.resolve(accepted.map(({ body }) => this.#shown(body)));
  }

  #shown(body: Json): Arrived {
    if (body.type === "text") return { text: (body.text as { body: string }).body };
    const kind = body.type as FileSaid["kind"];
    const { id, caption = "", voice = false } = body[kind] as Media;
    return { kind, sha256: sha256(this.graph.media.get(id)!.bytes), caption, voice };
  }

  async reads(): Promise<void> {
    for (const one of this.graph.accepted.filter(({ to }) => to === this.phone)) await this.graph.tell(one, "read");
  }
}

export const whatsapp: Driver = {
  channel: "whatsapp",
  tells: "read",
  outOfReach: {
    reason: "windowClosed",
    // Their only message was sent the day before yesterday, and has just come.
    begins: (person) => {
      const { graph } = person as WhatsAppPerson;
      return (person as WhatsAppPerson).says(content.text("Ayer"), { at: graph.now() - 25 * HOUR_MS });
    },
    ends: (person) => person.writes("Hoy"),
  },
  async open(centre, john) {
    const graph = await GraphApi.start();
    await connect(centre, graph, john);
    return {
      person() {
        const { name, number } = nextPerson("whatsapp");
        return Promise.resolve(new WhatsAppPerson(name, number, graph));
      },
      close: () => graph.stop(),
    };
  },
};
