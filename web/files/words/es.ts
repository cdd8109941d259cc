/** Spanish, for files: fetched with what shows them. The menu's words are the manual's, to the letter. */
import type { FileKind } from "../../../machines/media-limits.ts";
import type { UploadReason } from "../../../machines/upload-reasons.ts";

const reasons: Record<UploadReason, string> = {
  fileTaken: "Otro archivo tiene ya ese número. Vuelve a elegirlo.",
  partsMissing: "Falta una parte del archivo. Inténtalo otra vez.",
  unexpectedPart: "El archivo ha cambiado mientras se subía. Vuelve a elegirlo.",
  fileDamaged: "Ha llegado dañado. Inténtalo otra vez.",
  uploadSent: "Ya se ha enviado.",
  uploadOver: "Este envío había terminado. Inténtalo otra vez.",
  uploadExpired: "Pasó un día sin enviarse y se ha borrado. Inténtalo otra vez.",
  fileErased: "El mensaje se ha borrado.",
};

export const es = {
  upload: {
    image: "Subir Imagen",
    video: "Subir Video",
    document: "Subir Documento",
    audio: "Subir Audio",
  } satisfies Record<FileKind, string>,

  must: {
    title: {
      image: "Enviar una imagen",
      video: "Enviar un video",
      document: "Enviar un documento",
      audio: "Enviar un audio",
    } satisfies Record<FileKind, string>,
    intro: (channel: string) => `Por ${channel}, el archivo tiene que ser:`,
    types: "Tipos",
    size: "Tamaño",
    atMost: (size: string) => `${size} como máximo`,
    caption: "Texto",
    captionMax: (count: string) => `Puede llevar un texto de hasta ${count} caracteres`,
    noCaption: "No lleva texto",
    with: (codecs: string) => `con ${codecs}`,
    mono: "de un canal",
    oneTrack: "con una pista de sonido como mucho",
    bits: (count: number) => `${count} bits`,
    anyType: "cualquier tipo",
    or: "o",
    drop: "También puedes arrastrarlo hasta aquí o pegarlo. Pueden ser varios.",
  },
  send: (count: number) => (count === 1 ? "Enviar" : `Enviar los ${count}`),
  preview: (count: number) => `Enviar ${count} archivos`,
  addMore: "Añadir otro",
  remove: (name: string) => `Quitar ${name}`,
  caption: "Añade un texto (opcional)",
  captionOf: (name: string) => `Texto de ${name}`,
  checking: "Comprobando…",
  ready: "Listo para enviar",
  uploading: (sent: string, all: string) => `Subiendo: ${sent} de ${all}`,
  stillChecking: "Espera a que termine la comprobación",
  someRefused: "Quita lo que no se puede enviar, o conviértelo",
  nothingLeft: "No queda nada que enviar",
  captionTooLong: (count: number) => `Sobran ${count} caracteres`,

  convert: { jpeg: "Convertir a JPEG", smaller: "Hacerla más pequeña" },
  converting: "Convirtiendo…",
  converted: (before: string, after: string) => `Convertida: ocupaba ${before} y ahora ${after}`,
  notConverted: "Este navegador no puede convertirla. Guárdala como JPEG en el equipo y vuelve a elegirla.",
  sendAs: {
    image: "Enviarlo como imagen",
    video: "Enviarlo como video",
    document: "Enviarlo como documento",
    audio: "Enviarlo como audio",
  } satisfies Record<FileKind, string>,

  refused: {
    fileEmpty: () => "Está vacío. Elige otro.",
    fileTooLarge: (size: string, max: string) => `Ocupa ${size} y aquí caben ${max}. Elige uno más pequeño.`,
    imageTooLarge: (size: string, max: string) => `Ocupa ${size} y aquí caben ${max}. Se puede hacer más pequeña.`,
    fileNameInvalid: () =>
      "Su nombre no vale: está vacío, es demasiado largo o lleva barras. Cámbialo y vuelve a elegirlo.",
    fileNotAsNamed: (what: string, extension: string, types: string) =>
      `Es ${what} aunque se llama .${extension}. Se admiten: ${types}.`,
    fileTypeNotTaken: (what: string, types: string) => `Es ${what}. Se admiten: ${types}.`,
    fileOfOtherKind: (what: string, kind: string) => `Es ${what}, y no va aquí: envíalo como ${kind}.`,
    fileUnreadable: () =>
      "No se puede leer lo que lleva dentro: está dañado o incompleto. Ábrelo, guárdalo otra vez y vuelve a elegirlo.",
    videoCodecNotTaken: (codec: string, codecs: string) =>
      `La imagen del video está en ${codec}. Expórtalo otra vez con ${codecs}.`,
    audioCodecNotTaken: (type: string, codec: string, codecs: string) =>
      `Es ${type} con sonido ${codec}. Expórtalo otra vez con ${codecs}.`,
    tooManyAudioChannels: (channels: number, max: number) =>
      `Tiene ${channels} canales de sonido y aquí caben ${max}. Expórtalo en mono.`,
    tooManyAudioTracks: (tracks: number, max: number) =>
      `Tiene ${tracks} pistas de sonido y aquí cabe ${max}. Expórtalo otra vez con ${max}.`,
    pictureBitsNotTaken: (bits: number, wanted: number) =>
      `Sus colores tienen ${bits} bits por canal y aquí solo valen ${wanted}. Guárdala con ${wanted}, o como JPEG.`,
    fileRuns: (what: string) => `Es ${what}, que se ejecuta al abrirse: esos archivos no se admiten.`,
    voiceTypeNotTaken: () => "Una nota de voz no puede ir así por este canal. Grábala otra vez.",
    captionNotTaken: () => "Por este canal no lleva texto. Quítalo.",
    captionTooLong: () => "El texto es demasiado largo.",
  },
  unknownType: "un archivo de un tipo que no conocemos",
  a: (type: string) => `un archivo ${type}`,
  reasons,
  notAllowed: "Ya no puedes enviar archivos a esta conversación.",

  pending: {
    waiting: "En espera",
    away: { unreached: "Sin conexión: seguirá solo", tooSoon: "Demasiados archivos seguidos: seguirá solo" },
    sending: "Enviando…",
    cancel: (name: string) => `Cancelar el envío de ${name}`,
    failed: (name: string, why: string) => `${name} no se ha enviado. ${why}`,
    of: (sent: string, all: string) => `${sent} de ${all}`,
    progress: (name: string) => `Subida de ${name}`,
  },

  shown: {
    image: (who: string, name: string) => `Imagen de ${who}: ${name}`,
    open: (name: string) => `Ver ${name}`,
    video: (name: string) => `Video: ${name}`,
    download: "Descargar",
    downloadOf: (name: string) => `Descargar ${name}`,
    pages: (count: number) => (count === 1 ? "1 página" : `${count} páginas`),
    broken: "No se ha podido cargar.",
    unplayable: "Este navegador no puede reproducirlo. Descárgalo.",
    again: "Pedirlo otra vez",
    erased: "El archivo se ha borrado.",
    denied: "No puedes ver este archivo.",
  },
  player: {
    play: "Reproducir",
    pause: "Pausar",
    position: "Posición",
    at: (now: string, all: string) => `${now} de ${all}`,
    speed: (times: string) => `Velocidad: ${times}×`,
    audio: "Audio",
  },
  viewer: {
    title: (at: number, count: number) => `Imagen ${at} de ${count}`,
    previous: "Imagen anterior",
    next: "Imagen siguiente",
    closer: "Acercar",
    farther: "Alejar",
    fit: "Ajustar a la pantalla",
    close: "Cerrar",
    zoom: (percent: number) => `${percent} %`,
  },
  recorder: {
    starting: "Abriendo el micrófono…",
    recording: "Grabando",
    paused: "En pausa",
    level: "Nivel del micrófono",
    pause: "Pausar",
    resume: "Seguir",
    stop: "Terminar y escuchar",
    discard: "Descartar",
    send: "Enviar nota de voz",
    finishing: "Preparando la nota…",
    trouble: {
      denied: "El navegador no deja usar el micrófono. Se cambia en el candado de la barra de direcciones.",
      noMicrophone: "No se encuentra ningún micrófono. Conecta uno e inténtalo otra vez.",
      busy: "Otro programa está usando el micrófono. Ciérralo e inténtalo otra vez.",
      unsupported: "Este navegador no puede grabar.",
      tooShort: "No se ha grabado nada: habla un poco más.",
      failed: "La grabación ha fallado. Inténtalo otra vez.",
    },
    again: "Intentarlo otra vez",
  },
};

export type FileWords = typeof es;
