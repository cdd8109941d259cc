/**
 * The guided tour (S15): the panel as it is, on a centre that is in this page. What the panel reaches and keeps is put aside before
 * anything of it is loaded, so that nothing that is done here meets the real one.
 */
import { preferredLanguage } from "../shared/locale.ts";
import { standApart } from "../shared/reach.ts";
import { keepIn } from "../shared/stored.ts";
import { TourCentre } from "./centre.ts";
import { memoryStorage } from "./memory-storage.ts";
import { failed } from "./words/failed.ts";

/** The one thing that outlives the page: how far one has come. The panel reads it too. */
const KEY = "turno.tour";
/** How the panel looks and speaks is taken over, and what is chosen here is not given back. */
const LOOKS = ["turno.language", "turno.theme", "turno.density", "turno.muted", "turno.sound", "turno.volume"];

const real = keepIn(() => localStorage);
const looks = Object.fromEntries(LOOKS.flatMap((key) => [[key, real.read(key)]].filter(([, value]) => value !== null)));
const language = preferredLanguage(looks["turno.language"] ?? null, navigator.languages);

// What other tabs write is about the real panel: a sign-out there is none here.
addEventListener("storage", (event) => event.stopImmediatePropagation(), { capture: true });

async function start(): Promise<void> {
  const centre = await TourCentre.open({
    language,
    name: `tour-${crypto.randomUUID().slice(0, 4)}`,
    startAt: Date.now(),
    onLeft: () => location.assign("/panel"),
  });
  const [local, tab] = [memoryStorage(looks), memoryStorage()];
  standApart({ ...centre.reach, local: () => local, tab: () => tab });
  const { begin } = await import("./stage.tsx");
  await begin(centre, real.read(KEY), (said) => real.write(KEY, said));
}

start().catch((error: unknown) => {
  document.getElementById("root")!.textContent = failed(language);
  throw error;
});
