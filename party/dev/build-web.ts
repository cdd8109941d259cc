/** Builds everything that browsers load into one folder. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The script that a site includes to get the widget: a classic script, and never a chunk of the pages. */
const LOADER = at("web/widget/loader.ts");

/** @param outDir Absolute; it is emptied. Default: `dist`, which `partykit.json` serves. */
export async function buildWeb(outDir = at("dist")): Promise<void> {
  await build({ configFile: at("vite.config.ts"), logLevel: "warn", build: { outDir } });
  if (!existsSync(LOADER)) return;
  await build({
    configFile: false,
    root: at("web"),
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2022",
      reportCompressedSize: false,
      lib: { entry: LOADER, formats: ["iife"], name: "TurnoWidget", fileName: () => "widget.js" },
    },
  });
}
