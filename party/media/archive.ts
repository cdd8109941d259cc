/** What a ZIP is the clothes of, by the names in its directory: documents of Office and of others, programs, or just a ZIP. */
import type { Found } from "../../machines/media-limits.ts";
import type { Piece, Window } from "./window.ts";

/** The end of a directory may have a comment of 64 KB behind it. */
const TAIL_BYTES = 65_536 + 22;
/** Some 3,000 names: far more than a document has of its own. Its pictures come after what tells it. */
const DIRECTORY_BYTES = 256 * 1024;
const NAME_MAX_BYTES = 512;

const OOXML = "application/vnd.openxmlformats-officedocument";
const MACROS = "macroEnabled.12";
const PARTS: [part: string, plain: string, macros: string][] = [
  ["word/document.xml", `${OOXML}.wordprocessingml.document`, `application/vnd.ms-word.document.${MACROS}`],
  ["xl/workbook.xml", `${OOXML}.spreadsheetml.sheet`, `application/vnd.ms-excel.sheet.${MACROS}`],
  [
    "ppt/presentation.xml",
    `${OOXML}.presentationml.presentation`,
    `application/vnd.ms-powerpoint.presentation.${MACROS}`,
  ],
];
const OTHERS: [part: string, type: string][] = [
  ["xl/workbook.bin", `application/vnd.ms-excel.sheet.binary.${MACROS}`],
  ["AndroidManifest.xml", "application/vnd.android.package-archive"],
  ["META-INF/MANIFEST.MF", "application/java-archive"],
];

export async function lookIntoArchive(file: Window, found: Found): Promise<void> {
  found.type = "application/zip";
  found.container = "zip";
  const said = saidType(await file.at(0, NAME_MAX_BYTES));
  if (said) found.type = said;
  const names = await namesIn(file);
  const main = PARTS.find(([part]) => names.has(part));
  const hasMacros = [...names].some((name) => name.endsWith("vbaProject.bin"));
  if (main && names.has("[Content_Types].xml")) found.type = hasMacros ? main[2] : main[1];
  else if (!said) found.type = OTHERS.find(([part]) => names.has(part))?.[1] ?? found.type;
}

/** OpenDocument and EPUB say it in the first entry, as it is: not compressed, not anywhere else. */
function saidType(head: Piece): string | undefined {
  if (head.text(30, head.le16(26)) !== "mimetype" || head.le16(8) !== 0) return undefined;
  const type = head.text(30 + 8 + head.le16(28), Math.min(head.le32(18), 128));
  return /^application\/[\w.+-]+$/.test(type) ? type : undefined;
}

async function namesIn(file: Window): Promise<Set<string>> {
  const names = new Set<string>();
  const tail = await file.at(Math.max(0, file.size - TAIL_BYTES), TAIL_BYTES);
  const end = tail.lastIndexOf("PK\u0005\u0006");
  if (end < 0) return names;
  const directory = await file.at(tail.le32(end + 16), Math.min(DIRECTORY_BYTES, tail.le32(end + 12)));
  let at = 0;
  while (at + 46 <= directory.length && directory.text(at, 4) === "PK\u0001\u0002") {
    const length = directory.le16(at + 28);
    names.add(directory.text(at + 46, Math.min(length, NAME_MAX_BYTES)));
    at += 46 + length + directory.le16(at + 30) + directory.le16(at + 32);
  }
  return names;
}
