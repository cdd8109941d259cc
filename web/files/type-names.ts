/** What people call types and codecs: the same in every language. */
const TYPES: Record<string, string> = {
  "application/msword": "Word (.doc)",
  "application/pdf": "PDF",
  "application/vnd.ms-excel": "Excel (.xls)",
  "application/vnd.ms-powerpoint": "PowerPoint (.ppt)",
  "application/vnd.oasis.opendocument.presentation": "OpenDocument (.odp)",
  "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (.ods)",
  "application/vnd.oasis.opendocument.text": "OpenDocument (.odt)",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint (.pptx)",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (.xlsx)",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (.docx)",
  "application/x-cfb": "Office",
  "application/zip": "ZIP",
  "audio/aac": "AAC",
  "audio/amr": "AMR",
  "audio/amr-wb": "AMR-WB",
  "audio/mp4": "M4A",
  "audio/mpeg": "MP3",
  "audio/ogg": "OGG",
  "audio/wav": "WAV",
  "audio/webm": "WebM",
  "image/avif": "AVIF",
  "image/gif": "GIF",
  "image/heic": "HEIC",
  "image/heif": "HEIF",
  "image/jpeg": "JPEG",
  "image/png": "PNG",
  "image/svg+xml": "SVG",
  "image/webp": "WebP",
  "text/csv": "CSV",
  "text/html": "HTML",
  "text/plain": "TXT",
  "video/3gpp": "3GP",
  "video/mp4": "MP4",
  "video/quicktime": "MOV",
  "video/webm": "WebM",
  "video/x-matroska": "MKV",
};

const CODECS: Record<string, string> = {
  aac: "AAC",
  amr: "AMR",
  "amr-wb": "AMR-WB",
  av1: "AV1",
  avc: "H.264",
  flac: "FLAC",
  hevc: "H.265 (HEVC)",
  mp3: "MP3",
  opus: "Opus",
  vorbis: "Vorbis",
  vp8: "VP8",
  vp9: "VP9",
};

const UNKNOWN_TYPE = "application/octet-stream";

/** Empty: nobody knows what it is. */
export const typeName = (type: string): string =>
  type === UNKNOWN_TYPE || type === "" ? "" : (TYPES[type] ?? type.replace(/^[a-z]+\/(?:x-)?/, "").toUpperCase());

export const codecName = (codec: string): string =>
  CODECS[codec] ?? (codec.startsWith("pcm") ? "PCM" : codec.toUpperCase());
