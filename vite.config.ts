/** The pages. The widget's loader is not one of them: it is a script for other people's sites, built apart (`buildWeb`). */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import solid from "vite-plugin-solid";
import { defineConfig } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("web"),
  // Absolute addresses: the pages answer at `/panel` and `/widget`, without a folder of their own.
  base: "/",
  plugins: [solid()],
  build: {
    outDir: at("dist"),
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: false,
    rolldownOptions: {
      input: ["index.html", "panel.html", "widget.html"]
        .map((page) => at(`web/${page}`))
        .filter((page) => existsSync(page)),
    },
  },
});
