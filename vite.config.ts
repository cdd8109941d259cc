/** How pages are built; which ones, and which of them together, says `buildWeb`. */
import { fileURLToPath } from "node:url";
import solid from "vite-plugin-solid";
import { defineConfig, type Plugin } from "vite";
import { charts } from "./party/dev/build-charts.ts";

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
    // Whoever is not signed in loads the door, and nothing of the desk. On another page than the panel it is a part like any other.
    const earlier = reached("web/panel/main.tsx", "web/panel/account/door.tsx");
    const all = this.getModuleInfo(at("web/panel/main.tsx")) ? reached("web/panel/parts/desk-page.tsx") : [];
    ofDesk = new Set([...all].filter((id) => !earlier.has(id)));
  },
};

const SERVICES: Record<string, string> = { mail: "mail", push: "push", files: "erase" };

/** Rooms that run in a page, those of a simulated centre, reach nobody outside: what would, and its libraries, is the server's. */
const nobodyOutside: Plugin = {
  name: "nobody-outside",
  enforce: "pre",
  load(id) {
    const service = SERVICES[/\/party\/([a-z]+)\/service\.ts$/.exec(id)?.[1] ?? ""];
    return service && `export const ${service} = () => Promise.reject(new Error("there is nobody outside"));`;
  },
};

export default defineConfig({
  root: at("web"),
  // Absolute addresses: the pages answer at `/panel` and `/widget`, without a folder of their own.
  base: "/",
  plugins: [solid(), charts(), nobodyOutside, deskTogether, compiledEarly],
  // A centre that is simulated in a worker is built apart from its page.
  worker: { format: "es", plugins: () => [nobodyOutside] },
  build: {
    outDir: at("dist"),
    emptyOutDir: true,
    target: "es2022",
    // A browser that does not preload modules loads them all the same.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Charts are laid out in a plugin: where they have changed, most of a build's time is there.
      checks: { bundlerTimings: false },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: "desk", test: (id) => ofDesk.has(id) }],
        },
      },
    },
  },
});
