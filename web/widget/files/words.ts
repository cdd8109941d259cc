/** What only the chat says of files, in both languages; the rest it has in common with the agents' panel. */
import type { FileKind } from "../../../machines/media-limits.ts";
import { en as commonEn } from "../../files/words/en.ts";
import { es as commonEs, type FileWords } from "../../files/words/es.ts";
import type { Lang } from "../words/index.ts";

const es = {
  title: "Enviar archivos",
  many: {
    image: "Imágenes",
    video: "Videos",
    audio: "Audios",
    document: "Documentos",
  } satisfies Record<FileKind, string>,
  upTo: (types: string, size: string) => `${types}; hasta ${size}`,
  choose: "Elegir archivos",
  photo: "Cámara",
  drop: "También puedes arrastrarlos hasta aquí o pegarlos.",
  dropHere: "Suéltalo aquí para enviarlo",
  cancel: "Cancelar",
  retry: "Reintentar",
  discard: "Descartar",
  fault: "No se ha podido enviar. Inténtalo otra vez.",
  filesOff: "Por este chat no se pueden enviar archivos ahora mismo.",
  siteForbids: "Esta web no deja usar el micrófono dentro del chat. Puedes grabarlo aparte y enviarlo como archivo.",
};
export type OwnWords = typeof es;

const en: OwnWords = {
  title: "Send files",
  many: { image: "Images", video: "Videos", audio: "Audio", document: "Documents" },
  upTo: (types, size) => `${types}; up to ${size}`,
  choose: "Choose files",
  photo: "Camera",
  drop: "You can also drag them here or paste them.",
  dropHere: "Drop it here to send it",
  cancel: "Cancel",
  retry: "Try again",
  discard: "Discard",
  fault: "It could not be sent. Try again.",
  filesOff: "No files can be sent in this chat right now.",
  siteForbids:
    "This site does not allow the microphone inside the chat. You can record it elsewhere and send the file.",
};

const ALL: Record<Lang, { common: FileWords; own: OwnWords }> = {
  es: { common: commonEs, own: es },
  en: { common: commonEn, own: en },
};

export const fileWordsOf = (lang: Lang): { common: FileWords; own: OwnWords } => ALL[lang];
