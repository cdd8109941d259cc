/** Spanish, of the pages where numbers and bots of other channels are set up. */
import type { InboxReason } from "../../../../machines/inbox-reasons.ts";
import type { OutsideChannel } from "../../../../machines/outside.ts";

interface SettingWords {
  label: string;
  /** Where it is found at the provider. */
  hint: string;
  /** It cannot be this. */
  wrong: string;
}

interface FindingWords {
  what: string;
  /** What to do where it is not as it must be. */
  mend: string;
}

const reasons: Record<InboxReason, string> = {
  inboxExists: "Ya está añadido: búscalo en la lista y cámbialo ahí.",
  inboxMissing: "Este canal ya no está en el proyecto.",
  inboxesFull: "El proyecto ya tiene 50 canales: no caben más.",
  settingInvalid: "Uno de los datos no tiene la forma esperada.",
  settingMissing: "Falta uno de los datos.",
};

const settings: Record<OutsideChannel, Record<string, SettingWords>> = {
  whatsapp: {
    phoneNumberId: {
      label: "Identificador del número de teléfono",
      hint: "En tu aplicación de Meta: WhatsApp → Configuración de la API. No es el teléfono: son unas quince cifras.",
      wrong: "Son solo cifras, unas quince, sin espacios ni «+».",
    },
    businessAccountId: {
      label: "Identificador de la cuenta de WhatsApp Business",
      hint: "Está en la misma página, junto al anterior.",
      wrong: "Son solo cifras, unas quince.",
    },
    accessToken: {
      label: "Token de acceso permanente",
      hint: "En Meta Business: Usuarios del sistema → Generar token, sin caducidad, con los permisos whatsapp_business_messaging y whatsapp_business_management.",
      wrong: "No tiene la forma de un token de Meta: cópialo entero, sin espacios.",
    },
    appSecret: {
      label: "Clave secreta de la aplicación",
      hint: "En tu aplicación de Meta: Configuración → Información básica → Clave secreta → Mostrar.",
      wrong: "Son 32 cifras y letras de la «a» a la «f».",
    },
  },
  telegram: {
    botToken: {
      label: "Token del bot",
      hint: "Te lo da @BotFather al crear el bot con /newbot, o después con /token. Es como 110201543:AAHdqTcv…",
      wrong: "No tiene la forma de un token, o es de otro bot: son cifras, dos puntos y unas 35 letras.",
    },
  },
};

const findings: Record<OutsideChannel, Record<string, FindingWords>> = {
  whatsapp: {
    token: {
      what: "Token de acceso",
      mend: "Meta no lo acepta. Si el detalle habla de la red, prueba más tarde; si no, genera otro para el usuario del sistema, sin caducidad, y pégalo con «Cambiar».",
    },
    permissions: {
      what: "Permisos del token",
      mend: "Genera el token otra vez y marca whatsapp_business_messaging y whatsapp_business_management.",
    },
    number: {
      what: "Número de teléfono",
      mend: "Revisa los dos identificadores, que el número esté conectado en Meta y que el usuario del sistema tenga asignada la cuenta de WhatsApp.",
    },
    secret: {
      what: "Clave secreta de la aplicación",
      mend: "No es la de la aplicación que creó el token. Cópiala otra vez de Información básica.",
    },
    webhook: {
      what: "Entrada de mensajes (webhook)",
      mend: "Pega en Meta la dirección y el token de verificación de abajo, guárdalo, suscribe el campo «messages» y vuelve a comprobar.",
    },
    templates: {
      what: "Plantillas",
      mend: "El token tiene que poder leer la cuenta de WhatsApp Business: asígnala al usuario del sistema.",
    },
  },
  telegram: {
    token: {
      what: "Token del bot",
      mend: "Telegram no lo acepta. Si el detalle habla de la red, prueba más tarde; si no, pide otro a @BotFather con /token y pégalo con «Cambiar».",
    },
    webhook: {
      what: "Entrada de mensajes (webhook)",
      mend: "La dirección de este servidor tiene que ser pública y https. Al comprobar se registra otra vez en Telegram.",
    },
  },
};

export const es = {
  reasons,
  settings,
  findings,
  names: { whatsapp: "WhatsApp", telegram: "Telegram" } satisfies Record<OutsideChannel, string>,
  count: (count: number) => (count === 1 ? "1 canal" : `${count} canales`),
  none: "Todavía no hay ninguno. Quien escriba a un número de WhatsApp o a un bot de Telegram que añadas entrará en la misma cola que el chat de tu web.",
  add: (channel: string) => `Añadir ${channel}`,
  region: "Canales del proyecto",
  channel: "Canal",
  shown: "Se muestra como",
  department: "Departamento",
  departmentHint: "A su cola van quienes escriben.",
  state: "Estado",
  checked: "Comprobado",
  never: "Todavía no",
  actions: "Acciones",
  open: "Ver",
  openOf: (name: string) => `Ver: ${name}`,
  works: "Funciona",
  worksNot: "Hay algo que arreglar",
  unchecked: "Sin comprobar",
  checking: "Comprobando…",
  back: "Todos los canales",
  change: "Cambiar",
  changeOf: (name: string) => `Cambiar: ${name}`,
  nameHint: "Para tu equipo. Los clientes no lo ven.",
  nameExample: { whatsapp: "Ventas por WhatsApp", telegram: "Bot de ayuda" } satisfies Record<OutsideChannel, string>,
  fixed: "No se puede cambiar: para otro número, añade otro canal.",
  kept: "Guardado: deja vacío para conservarlo.",
  elsewhere: "Con otra dirección base hay que escribirlo otra vez.",
  showSecret: "Mostrar lo escrito",
  advanced: "Avanzado",
  baseUrl: "Dirección base de la API",
  baseUrlHint: (usual: string) => `La normal es ${usual}. Solo se cambia para usar otra versión o un servidor propio.`,
  baseUrlWrong: "Tiene que empezar por https:// (o http:// solo en esta misma máquina), sin usuario ni parámetros.",
  departmentGone: "Este departamento ya no está: elige otro.",
  save: "Guardar y comprobar",
  saved: (name: string) => `Guardado: ${name}.`,
  findingsTitle: "Comprobación",
  check: "Comprobar",
  allWorks: "Todo funciona.",
  toMend: (count: number) => (count === 1 ? "Hay 1 cosa que arreglar." : `Hay ${count} cosas que arreglar.`),
  fine: "Bien",
  broken: "Por arreglar",
  behind: "No se sabe hasta que valga el token",
  said: (words: string) => `Detalle: ${words}`,
  notChecked: "No se ha podido comprobar nada. Prueba otra vez en un momento.",
  pasteTitle: "Para pegar en Meta",
  pasteHint:
    "En tu aplicación de Meta: WhatsApp → Configuración → Webhook. Es lo mismo para todos los números del proyecto.",
  pasteHttps: "Meta solo acepta direcciones https que se alcancen desde internet: esta no lo es.",
  callbackUrl: "URL de devolución de llamada",
  verifyToken: "Token de verificación",
  fields: "Campo del webhook que hay que suscribir",
  copy: (what: string) => `Copiar: ${what}`,
  pasteNothing:
    "En Telegram no hay nada que pegar: al guardar y al comprobar le decimos nosotros adónde enviar los mensajes.",
  remove: "Quitar",
  removeAsk: (name: string) =>
    `¿Quitar ${name}? Lo que escriban sus clientes dejará de entrar y no se les podrá contestar. Sus conversaciones se quedan aquí y, si lo añades otra vez, siguen donde estaban.`,
  removed: (name: string) => `Quitado: ${name}.`,
};

/** What every language must say. */
export type ChannelWords = typeof es;
