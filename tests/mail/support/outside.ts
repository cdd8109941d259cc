/** The mail service as the engine would call it, with this process's network. */
import type { Mail, MailAnswer } from "../../../machines/mail.ts";
import type { Settings } from "../../../party/engine/definition.ts";
import { mail as service } from "../../../party/mail/service.ts";

export const SECRET = "for-tests-only-for-tests-only-0123456789";

export const sendMail = async (mail: Mail, env: Settings, lines: object[] = [], id = "job-1"): Promise<MailAnswer> =>
  (await service(mail as never, {
    id,
    again: false,
    env: { TURNO_SECRET: SECRET, TURNO_URL: "https://chat.example", ...env },
    bindings: { r2: {} },
    fetch: (url, init) => fetch(url, init),
    signal: new AbortController().signal,
    log: (line) => lines.push(line),
  })) as MailAnswer;
