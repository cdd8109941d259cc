/** Telegram: a bot at telegram-test-api, and what that one lacks. */
import { expect } from "vitest";
import type { InboxView } from "../../../../party/protocol/inboxes.ts";
import { TelegramApi, type Call } from "../../../harness/telegram-api.ts";
import type { Centre } from "../../../harness/workerd.ts";
import type { Browser } from "../browser.ts";
import { sha256 } from "../files.ts";
import { insists, nextPerson, type Arrived, type Driver, type FileSaid, type Person } from "./driver.ts";

const SECOND_MS = 1000;
const seconds = (): number => Math.floor(Date.now() / SECOND_MS);

const SENT = {
  sendPhoto: "image",
  sendVideo: "video",
  sendAudio: "audio",
  sendVoice: "audio",
  sendDocument: "document",
};
const KINDS = SENT as Record<string, FileSaid["kind"] | undefined>;

let updates = 700_000_000;
let files = 0;

export class TelegramPerson implements Person {
  #last: () => Promise<void> = () => Promise.resolve();
  readonly chat: number;

  constructor(
    readonly name: string,
    number: number,
    readonly api: TelegramApi,
  ) {
    this.chat = 7_000 + number;
  }

  get from() {
    return { id: this.chat, is_bot: false, first_name: this.name };
  }

  get at() {
    return {
      chat: { id: this.chat, type: "private" as const, first_name: this.name },
      from: this.from,
      date: seconds(),
    };
  }

  /** An update as Telegram writes it, told until it has been taken. */
  async tells(update: object): Promise<void> {
    const id = updates++;
    this.#last = () => insists(() => this.api.tell(update, id));
    await this.#last();
  }

  /** @returns Telegram's number of the message. */
  async says(content: object): Promise<number> {
    const message_id = this.api.nextMessage();
    await this.tells({ message: { ...this.at, message_id, ...content } });
    return message_id;
  }

  async writes(text: string): Promise<void> {
    await this.says({ text });
  }

  /** Telegram keeps it, and this is what it says of it. */
  keeps({ type, name, bytes }: FileSaid) {
    const file_id = `F${++files}`;
    this.api.files.set(file_id, { bytes: new Uint8Array(bytes), type });
    return { file_id, file_unique_id: file_id, file_size: bytes.length, mime_type: type, file_name: name };
  }

  async sends(file: FileSaid, caption: string): Promise<void> {
    const kept = this.keeps(file);
    const said = caption === "" ? {} : { caption };
    if (file.kind === "image") await this.says({ photo: [{ ...kept, width: 40, height: 30 }], ...said });
    else await this.says({ [file.voice ? "voice" : file.kind]: kept, ...said });
  }

  repeats(): Promise<void> {
    return this.#last();
  }

  /** What the bot has sent here, and Telegram has taken. */
  get calls(): Call[] {
    return this.api
      .accepted("sendMessage", ...Object.keys(SENT))
      .filter(({ fields }) => fields.chat_id === `${this.chat}`);
  }

  arrived(): Promise<Arrived[]> {
    return Promise.resolve(
      this.calls.map(({ method, fields, file }): Arrived => {
        const kind = KINDS[method];
        if (!kind) return { text: fields.text as string };
        const { caption = "" } = fields as { caption?: string };
        return { kind, sha256: sha256(file!.bytes), caption, voice: method === "sendVoice" };
      }),
    );
  }

  /** Telegram tells nobody. */
  reads(): Promise<void> {
    return Promise.resolve();
  }

  /** Telegram's clock has whole seconds: in the same one as their last message it would not be after it. */
  member(status: "kicked" | "member", inSeconds: number): Promise<void> {
    const who = { user: { id: 1, is_bot: true, first_name: "Bot" } };
    const was = { ...who, status: status === "member" ? "kicked" : "member" };
    const date = seconds() + inSeconds;
    return this.tells({
      my_chat_member: { ...this.at, date, old_chat_member: was, new_chat_member: { ...who, status } },
    });
  }
}

export async function connectBot(centre: Centre, api: TelegramApi, john: Browser): Promise<InboxView> {
  const { status, body } = await john.post<{ inbox: InboxView }>("/inboxes", {
    channel: "telegram",
    name: "Bot",
    department: "general",
    baseUrl: api.url,
    settings: { botToken: api.token },
  });
  expect([status, body]).toMatchObject([200, { inbox: { works: true } }]);
  // It was told where its updates go, by us.
  expect(api.webhook.url).toBe(`${centre.url}/api/webhooks/telegram/demo/${body.inbox.id}`);
  return body.inbox;
}

export const telegram: Driver = {
  channel: "telegram",
  tells: "sent",
  outOfReach: {
    reason: "customerBlocked",
    begins: async (person) => {
      await person.writes("Adiós");
      await (person as TelegramPerson).member("kicked", 1);
    },
    ends: (person) => (person as TelegramPerson).member("member", 2),
  },
  async open(centre, john) {
    const api = await TelegramApi.start();
    await connectBot(centre, api, john);
    return {
      person() {
        const { name, number } = nextPerson("telegram");
        return Promise.resolve(new TelegramPerson(name, number, api));
      },
      close: () => api.stop(),
    };
  },
};
