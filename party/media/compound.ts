/** The container of Office before 2007, of its mails and of Windows installers: told apart by the streams inside. */
import type { Found } from "../../machines/media-limits.ts";
import type { Window } from "./window.ts";

const CONTAINER = "application/x-cfb";
/** Something else in the same clothes: no name makes it a document. */
const OTHER = "application/x-ole-storage";
const END_OF_CHAIN = 0xfffffffa;
const DIRECTORY_SECTORS_MAX = 32;
const ENTRY_BYTES = 128;

const TYPES: Record<string, string> = {
  WordDocument: "application/msword",
  Workbook: "application/vnd.ms-excel",
  Book: "application/vnd.ms-excel",
  "PowerPoint Document": "application/vnd.ms-powerpoint",
  "__properties_version1.0": "application/vnd.ms-outlook",
};

export async function lookIntoCompound(file: Window, found: Found): Promise<void> {
  found.type = CONTAINER;
  found.container = "cfb";
  const head = await file.at(0, 512);
  const sectorBytes = head.le16(30) === 12 ? 4096 : 512;
  const sector = (n: number): number => (n + 1) * sectorBytes;
  const streams: string[] = [];
  let at = head.le32(48);
  for (let n = 0; n < DIRECTORY_SECTORS_MAX && at < END_OF_CHAIN; n++) {
    const entries = await file.at(sector(at), sectorBytes);
    for (let entry = 0; entry + ENTRY_BYTES <= entries.length; entry += ENTRY_BYTES) {
      const length = Math.min(64, entries.le16(entry + 64));
      let name = "";
      for (let i = 0; i + 2 < length; i += 2) name += String.fromCharCode(entries.le16(entry + i));
      if (name) streams.push(name);
    }
    // The first 109 sectors of the table are named in the head: directories of more than 7 MB of file lie elsewhere.
    const table = head.le32(76 + 4 * Math.min(108, Math.floor((at * 4) / sectorBytes)));
    at = (await file.at(sector(table) + ((at * 4) % sectorBytes), 4)).le32(0);
  }
  const known = streams.map((name) => TYPES[name]).find(Boolean);
  if (known) found.type = known;
  else if (streams.length > 0) found.type = OTHER;
}
