/** How pages are built; which ones, and which of them together, says `buildWeb`. */
import { fileURLToPath } from "node:url";
import solid from "vite-plugin-solid";
import { defineConfig, type Plugin } from "vite";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Most functions of what the panel loads first are called to draw it, and most of a thread's at the first click. Browsers that know
 * this line compile them while the file is still coming, beside the page's own thread, and not one by one as they are called; to
 * others it is a comment.
 */
const EAGER = "//# allFunctionsCalledOnLoad\n";

const FIRST = /\/panel\/(?:main|parts\/(?:desk-page|thread))\.tsx$/;

const compiledEarly: Plugin = {
  name: "compiled-early",
  generateBundle: {
    // It has to stand before whatever others put in front.
    order: "post",
    handler(_, bundle) {
      const first = new Set<string>();
      const add = (name: string): void => {
        const chunk = bundle[name];
        if (chunk?.type !== "chunk" || first.has(name)) return;
        first.add(name);
        chunk.code = EAGER + chunk.code;
        chunk.imports.forEach(add);
      };
      for (const chunk of Object.values(bundle))
        if (chunk.type === "chunk" && chunk.moduleIds.some((id) => FIRST.test(id))) add(chunk.fileName);
    },
  },
};

/** Modules of the desk alone. Else each few lines that it has in common with a part of it would be a file of their own. */
let ofDesk = new Set<string>();

const deskTogether: Plugin = {
  name: "desk-together",
  buildEnd() {
    const reached = (...paths: string[]): Set<string> => {
      const seen = new Set<string>();
      const reach = (id: string): void => {
        if (seen.has(id)) return;
        seen.add(id);
        this.getModuleInfo(id)?.importedIds.forEach(reach);
      };
      paths.map(at).forEach(reach);
      return seen;
    };
    // Whoever is not signed in loads the door, and nothing of the desk.
    const earlier = reached("web/panel/main.tsx", "web/panel/account/door.tsx");
    ofDesk = new Set([...reached("web/panel/parts/desk-page.tsx")].filter((id) => !earlier.has(id)));
  },
};

export default defineConfig({
  root: at("web"),
  // Absolute addresses: the pages answer at `/panel` and `/widget`, without a folder of their own.
  base: "/",
  plugins: [solid(), deskTogether, compiledEarly],
  build: {
    outDir: at("dist"),
    emptyOutDir: true,
    target: "es2022",
    // A browser that does not preload modules loads them all the same.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: "desk", test: (id) => ofDesk.has(id) }],
        },
      },
    },
  },
});
