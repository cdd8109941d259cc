/** Keys that act, written as people read them: `K`, `?`, `Mod+K`, `Alt+ArrowDown`. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */

export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const isMac = (platform = navigator.platform): boolean => /^(?:Mac|iP)/.test(platform);

/** Whether these keys were pressed. A letter is found by its place as well: Alt makes another sign of it on some keyboards. */
export function matches(chord: string, pressed: Pressed, mac = isMac()): boolean {
  const parts = chord.split("+");
  const key = parts.pop()!;
  const wants = (name: string): boolean => parts.includes(name);
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  const other = mac ? pressed.ctrlKey : pressed.metaKey;
  if (other || mod !== wants("Mod") || pressed.altKey !== wants("Alt")) return false;
  const isLetter = /^[A-Z]$/.test(key);
  // A sign such as "?" needs Shift on one keyboard and not on another: it says itself that it was pressed.
  if ((isLetter || key.length > 1) && pressed.shiftKey !== wants("Shift")) return false;
  return pressed.key.toUpperCase() === key.toUpperCase() || (isLetter && wants("Alt") && pressed.code === `Key${key}`);
}

/** Whether keys without a modifier belong to what has the focus. */
export function takesText(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)
    return true;
  return (
    element instanceof HTMLInputElement && !["button", "checkbox", "radio", "range", "submit"].includes(element.type)
  );
}

export const hasModifier = (chord: string): boolean => /(?:Mod|Alt)\+/.test(chord);

const SIGNS: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc", Enter: "↵" };
const MAC_SIGNS: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };

/** The keys one by one, as they are called on this machine. */
export const keyNames = (chord: string, mac = isMac()): string[] =>
  chord.split("+").map((key) => (mac ? MAC_SIGNS[key] : { Mod: "Ctrl" }[key]) ?? SIGNS[key] ?? key);

/** For `aria-keyshortcuts`. */
export const ariaKeys = (chord: string, mac = isMac()): string => chord.replace("Mod", mac ? "Meta" : "Control");
