/** Static files as `partykit dev` serves them: esbuild's file server behind the facade, and a list of what is there. */
import { readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { requireFromPartykit } from "./bundle.ts";

export interface AssetServer {
  manifest: { devServer: string; singlePageApp: boolean; assets: Record<string, string> };
  close(): Promise<void>;
}

export async function serveAssets(dir: string): Promise<AssetServer> {
  const root = resolve(dir);
  const esbuild = requireFromPartykit("esbuild") as typeof import("esbuild");
  const context = await esbuild.context({ logLevel: "silent" });
  // The nested esbuild answers with one `host`, the types of the newer one beside us speak of `hosts`.
  const { port } = await context.serve({ host: "127.0.0.1", servedir: root });
  const files = listFiles(root).map((file) => relative(root, file).split(sep).join("/"));
  return {
    manifest: {
      devServer: `http://127.0.0.1:${port}`,
      singlePageApp: false,
      assets: Object.fromEntries(files.map((file) => [file, file])),
    },
    close: () => context.dispose(),
  };
}

/** PartyKit leaves out dot files and node_modules. */
function listFiles(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .flatMap((item) => (item.isDirectory() ? listFiles(join(dir, item.name)) : [join(dir, item.name)]));
}
