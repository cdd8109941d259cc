/** Lines that say what happened and go by themselves, those of one moment as one. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import { t } from "../words/index.ts";

const PASSING_MS = 8000;
const NAMED_MAX = 3;

/** Several in one line. */
function joined(lines: readonly string[]): string {
  const rest = lines.length - NAMED_MAX;
  return [...lines.slice(0, NAMED_MAX), ...(rest > 0 ? [t().passing.more(rest)] : [])].join(" · ");
}

export function createPassing(): { words: Accessor<string>; say: (line: string) => void } {
  const [lines, setLines] = createSignal<readonly string[]>([]);
  let going: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(going));
  return {
    words: () => joined(lines()),
    say(line) {
      clearTimeout(going);
      setLines((before) => [...before.filter((one) => one !== line), line]);
      going = setTimeout(() => setLines([]), PASSING_MS);
    },
  };
}
