/** How pages are built; which ones, and which of them together, says `buildWeb`. */
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
    // A browser that does not preload modules loads them all the same.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
