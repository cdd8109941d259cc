/** Builds everything that browsers load into one folder. */
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The script that a site includes to get the widget: a classic script, and never a chunk of the pages. */
const LOADER = at("web/widget/loader.ts");
const PAGES = ["web/index.html", "web/panel.html"].map(at);
/** Apart from the panel: in what the two have in common, a site's visitors would load much that only agents need. */
const WIDGET = at("web/widget.html");
/** The same for a page that only a demo has. */
const OUTBOX = at("web/outbox.html");
/** The same for what hardly anybody opens: what it has in common with the panel would be cut into more files for everybody. */
const MACHINES = at("web/machines.html");
const TOUR = at("web/tour.html");

/**
 * What stands around each `import()` of a page: Vite's own preloads scripts as well, and is 1 KB of the chat's 30. Styles must be there
 * before what they are for.
 */
const STYLES_FIRST = `
const styled = (href) => new Promise((done, failed) => {
  if (document.querySelector(\`link[href="\${href}"]\`)) return done();
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href, onload: done, onerror: () => (link.remove(), failed(new Error(href))) });
  document.head.append(link);
});
export const __vitePreload = async (load, files = []) => {
  await Promise.all(files.filter((file) => file.endsWith(".css")).map((file) => styled("/" + file)));
  return load();
};
`;
const stylesFirst: Plugin = {
  name: "styles-first",
  enforce: "pre",
  load: (id) => (id.endsWith("vite/preload-helper.js") ? STYLES_FIRST : null),
};

/**
 * As it is served: in a test, or wherever else the environment says so, Vite would take what libraries have for their developers.
 *
 * @param outDir Absolute; it is emptied. Default: `dist`, which `partykit.json` serves.
 */
export async function buildWeb(outDir = at("dist")): Promise<void> {
  const { env } = process;
  const before = env["NODE_ENV"];
  env["NODE_ENV"] = "production";
  try {
    await buildAll(outDir);
  } finally {
    if (before === undefined) delete env["NODE_ENV"];
    else env["NODE_ENV"] = before;
  }
}

async function buildAll(outDir: string): Promise<void> {
  const common = { configFile: at("vite.config.ts"), logLevel: "warn" } as const;
  await build({ ...common, build: { outDir, rolldownOptions: { input: PAGES } } });
  for (const input of [WIDGET, OUTBOX])
    await build({
      ...common,
      plugins: [stylesFirst],
      publicDir: false,
      build: { outDir, emptyOutDir: false, rolldownOptions: { input } },
    });
  await build({
    ...common,
    publicDir: false,
    build: { outDir, emptyOutDir: false, rolldownOptions: { input: MACHINES } },
  });
  await build({
    ...common,
    publicDir: false,
    // What only a server has: the rooms run in the page, and never ask for it there.
    build: { outDir, emptyOutDir: false, rolldownOptions: { input: TOUR, external: ["cloudflare:sockets"] } },
  });
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
  // PartyKit serves a file that is asked for by its name without asking us, and without our headers: as a page, anybody could
  // embed it. As text it is none.
  for (const page of ["index.html", "panel.html", "widget.html", "outbox.html", "machines.html", "tour.html"])
    await rename(join(outDir, page), join(outDir, `${page}.txt`));
}
