/** HEIC and AVIF: the size of the picture that is shown first, turned as it is shown. */
import type { Found } from "../../machines/media-limits.ts";
import { boxAt, boxes } from "./boxes.ts";
import type { Piece, Window } from "./window.ts";

/** Tables of real pictures are a few KB; a mosaic of a phone's camera has some fifty tiles. */
const TABLE_BYTES = 16 * 1024;
const PROPERTIES_MAX = 512;

interface Size {
  width: number;
  height: number;
}

export async function lookIntoHeif(file: Window, found: Found): Promise<void> {
  const meta = await boxAt(file, { from: 0, to: file.size }, "meta");
  if (!meta) return;
  // A full box: version and flags before its children.
  const within = { from: meta.from + 4, to: meta.to };
  const first = await boxAt(file, within, "pitm");
  const properties = await boxAt(file, within, "iprp", "ipco");
  const owners = await boxAt(file, within, "iprp", "ipma");
  if (!properties) return;
  const sizes = new Map<number, Size>();
  const turns = new Map<number, boolean>();
  let n = 0;
  for await (const box of boxes(file, properties.from, properties.to)) {
    if (++n > PROPERTIES_MAX) break;
    const content = await file.at(box.from, 12);
    if (box.name === "ispe") sizes.set(n, { width: content.u32(4), height: content.u32(8) });
    if (box.name === "irot") turns.set(n, content.u8(0) % 2 === 1);
  }
  const head = first && (await file.at(first.from, 8));
  const id = head && (head.u8(0) === 0 ? head.u16(4) : head.u32(4));
  const own = owners && id !== undefined ? ownedBy(await file.at(owners.from, TABLE_BYTES), id) : [];
  // Without one of its own, the largest: tiles and thumbnails are smaller.
  const size = own.map((index) => sizes.get(index)).find(Boolean) ?? largest([...sizes.values()]);
  if (!size) return;
  const isTurned = own.some((index) => turns.get(index));
  found.width = isTurned ? size.height : size.width;
  found.height = isTurned ? size.width : size.height;
}

const largest = (sizes: Size[]): Size | undefined => sizes.sort((a, b) => b.width * b.height - a.width * a.height)[0];

/** Which properties, by their place from 1, the item has. */
function ownedBy(table: Piece, id: number): number[] {
  const isWide = (table.u8(3) & 1) === 1;
  const idBytes = table.u8(0) < 1 ? 2 : 4;
  let at = 8;
  for (let n = table.u32(4); n > 0 && at + idBytes < table.length; n--) {
    const item = idBytes === 2 ? table.u16(at) : table.u32(at);
    const count = table.u8(at + idBytes);
    at += idBytes + 1;
    const each = isWide ? 2 : 1;
    if (item === id) {
      return Array.from({ length: count }, (_, i) =>
        isWide ? table.u16(at + i * 2) & 0x7fff : table.u8(at + i) & 0x7f,
      );
    }
    at += count * each;
  }
  return [];
}
