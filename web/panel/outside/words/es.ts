/** Spanish, for conversations on channels other than our own: fetched with what shows them. */
import type { MissingReason } from "../../../../machines/lines.ts";
import type { DeliveryReason, Shared } from "../../../../machines/outside.ts";

/** What is wrong, and what can be done about it. */
const failures: Record<DeliveryReason, string> = {
  windowClosed: "Han pasado más de 24 horas desde su último mensaje. Envía una plantilla, o espera a que escriba.",
  recipientUnreachable: "A este cliente no se le puede entregar: puede que ya no use esta cuenta. Prueba por otra vía.",
  blockedByCustomer: "El cliente ha bloqueado este número o bot. Solo él puede desbloquearlo.",
  optedOut: "El cliente no quiere recibir mensajes así. No insistas: espera a que escriba.",
  templateProblem: "Algo no va en la plantilla o en lo que lleva dentro. Revísala y envíala de nuevo.",
  mediaProblem: "El archivo no ha pasado. Conviértelo o elige otro, y envíalo de nuevo.",
  tooMuch: "Han salido demasiados mensajes en poco tiempo. Espera unos minutos y reinténtalo.",
  notAllowed: "El canal no nos deja enviarlo. Avisa a quien administra el centro.",
  inboxOff: "Este número o bot ya no está conectado. Avisa a quien administra el centro.",
  providerDown: "El servicio del canal no responde. Reinténtalo dentro de un rato.",
  contentRefused: "El canal no admite lo que dice. Escríbelo de otra manera.",
  unknown: "El canal no dice por qué. Reinténtalo; si se repite, avisa a quien administra el centro.",
};

export const es = {
  ticks: {
    waiting: "En espera de salir",
    sent: "Enviado",
    delivered: "Entregado",
    read: "Leído",
    played: "Escuchado",
    failed: "No entregado",
    unclear: "No se sabe si llegó",
  },
  failures,
  failed: "No se ha entregado.",
  unclear: "No se sabe si llegó. Si lo reintentas, puede que lo reciba dos veces.",
  twice: "Puede que le haya llegado dos veces.",
  detail: "Detalle",
  code: (code: string) => `Código ${code}`,
  retry: "Reintentar",
  retrying: "Reintentando…",

  chosen: { button: "botón", list: "lista" },
  edited: "editado",
  sentAt: (when: string) => `enviado: ${when}`,
  about: { ad: (title: string) => `Viene de «${title}»`, product: (title: string) => `Sobre el producto ${title}` },
  forwarded: { once: "Reenviado", often: "Reenviado muchas veces" },
  answering: "Responde a:",
  notHere: "Responde a un mensaje que no está aquí",
  further: "Responde a un mensaje de más arriba",
  you: "Tú",
  reactions: "Reacciones",
  reacted: (who: string, emoji: string) => `${who} reaccionó con ${emoji}`,
  youReacted: (emoji: string) => `Reaccionaste con ${emoji}`,

  coming: "Llegando…",
  missing: {
    mediaGone: "El canal ya no lo guarda: pídele al cliente que lo envíe otra vez.",
    mediaUnavailable: "El canal no lo ha entregado.",
    inboxOff: "El número o bot por el que llegó no está conectado.",
    fileDamaged: "Ha llegado dañado.",
    fileTooLarge: "Es demasiado grande para guardarlo aquí: pídele que lo envíe por otra vía.",
    fileRuns: "Es de los que se ejecutan al abrirse: no se guarda.",
    other: "No se ha podido guardar: pídele al cliente que lo envíe otra vez.",
  } satisfies Partial<Record<MissingReason | "other", string>>,
  askAgain: "Pedir otra vez",

  shared: {
    location: "Ubicación",
    contacts: "Contacto",
    order: "Pedido",
    form: "Formulario",
    system: "Aviso del canal",
    unsupported: "Mensaje no compatible",
  } satisfies Record<Shared["type"], string>,
  openMap: "Ver en el mapa",
  opensTab: "se abre en otra pestaña",
  quantity: (count: number) => `${count} ×`,
  total: "Total",
  answers: "Respuestas",
  unsupported: (what: string) => `No se puede mostrar aquí: ${what}. Pídele que lo envíe de otra manera.`,
  template: (name: string) => `Plantilla «${name}»`,

  window: {
    left: (time: string) => `Quedan ${time} para responder`,
    soon: "menos de 1 min",
    hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
    minutes: (minutes: number) => `${minutes} min`,
    closed:
      "Ha pasado el plazo de 24 horas desde el último mensaje del cliente. Hasta que escriba, solo se puede enviar una plantilla.",
    blocked: "El cliente ha bloqueado este número o bot: no se le puede escribir.",
    until: "Se le puede responder hasta",
    over: "Plazo cerrado",
  },
  sendTemplate: "Enviar plantilla",
  templates: {
    search: "Buscar una plantilla",
    choose: "Plantillas aprobadas",
    none: "Este número no tiene plantillas aprobadas.",
    noneFound: "Ninguna plantilla coincide.",
    coming: "Pidiendo las plantillas…",
    notHad: (why: string) => `No se han podido pedir: ${why}`,
    again: "Pedirlas otra vez",
    gap: { header: "Cabecera", body: "Texto", buttons: "Botón" },
    gapOf: (part: string, name: string) => `${part}: ${name}`,
    preview: "Así lo leerá el cliente",
    send: "Enviar plantilla",
    missing: "Rellena todos los huecos",
    back: "Elegir otra",
  },

  reply: "Responder citando",
  replyTo: (who: string) => `Respondes a ${who}`,
  replyToOwn: "Respondes a tu mensaje",
  noReply: "Quitar la cita",
  react: "Reaccionar",
  reactWith: (emoji: string) => `Reaccionar con ${emoji}`,
  takeReaction: "Quitar la reacción",

  inbox: "Por",
  phone: "Teléfono",
  username: "Usuario",
};

export type OutsideWords = typeof es;
