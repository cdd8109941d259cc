/** What the demo's outbox says. */
import type { Language } from "../shared/locale.ts";

const es = {
  title: "Correo de la demo",
  about:
    "Esta demo no envía correo: lo que enviaría se lee aquí, lo más nuevo primero. Se guardan los últimos 50 mensajes.",
  empty: "Todavía no hay ninguno.",
  failed: "Ahora mismo no se puede leer el correo. Se vuelve a intentar solo.",
  count: (count: number) => (count === 1 ? "1 mensaje" : `${count} mensajes`),
  to: "Para",
  when: "Enviado",
};

const en: typeof es = {
  title: "Mail of the demo",
  about: "This demo sends no mail: what it would send is to be read here, newest first. The last 50 messages are kept.",
  empty: "There is none yet.",
  failed: "The mail cannot be read just now. It is tried again by itself.",
  count: (count) => (count === 1 ? "1 message" : `${count} messages`),
  to: "To",
  when: "Sent",
};

export const WORDS: Record<Language, typeof es> = { es, en };
