/** Files that were on their way when the page was loaded anew, or when another tab was lost. */
import { onCleanup, runWithOwner, untrack } from "solid-js";
import { findKept, forget, type KeptFile } from "../../files/kept-files.ts";
import { until } from "../../shared/until.ts";
import type { Desk } from "../state/desk.ts";
import { fileCalled } from "../state/said-words.ts";
import { t } from "../words/index.ts";
import { endWith, filesOf } from "./files.ts";

export async function goOn(desk: Desk): Promise<void> {
  const leaving = new AbortController();
  runWithOwner(desk.owner, () => onCleanup(() => leaving.abort()));
  await until(() => desk.agent() !== undefined || leaving.signal.aborted);
  if (leaving.signal.aborted) return;
  endWith(desk);
  await findKept(desk.me.id, leaving.signal, (file) => untrack(() => take(desk, file)));
}

function take(desk: Desk, { id, conversation, who, caption, file, name, kind, voice }: KeptFile): void {
  const its = desk.conversations().find((one) => one.id === conversation);
  if (its) return void filesOf(its).uploads.then((uploads) => uploads.goOn(id, { file, name, kind, voice }, caption));
  forget(id);
  desk.notices.say(t().files.lost(fileCalled({ name, voice }), who));
}
