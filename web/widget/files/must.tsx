import { For, createMemo } from "solid-js";
import type { FileKind } from "../../../machines/media-limits.ts";
import { limitsOf } from "../../files/refusals.ts";
import { typeName } from "../../files/type-names.ts";
import type { Files } from "./files.ts";

const KINDS: readonly FileKind[] = ["image", "video", "audio", "document"];

/** What may be sent: the names that people know, without codecs. Whoever has an odd one is told what is wrong with it. */
export function Must(props: { files: Files }) {
  const lines = createMemo(() =>
    KINDS.map((kind) => {
      const { types, bytesMax } = limitsOf("web", kind);
      const names = Object.keys(types).map((type) => typeName(type).replace(/ \(.*\)$/, ""));
      const { many, upTo } = props.files.own();
      // A figure and its unit stay on one line.
      const size = props.files.size(bytesMax).replace(" ", "\u00a0");
      return { what: many[kind], of: upTo([...new Set(names)].join(", "), size) };
    }),
  );
  return (
    <dl class="must">
      <For each={lines()}>
        {({ what, of }) => (
          <div>
            <dt>{what}</dt>
            <dd>{of}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}
