/**
 * The project as `partykit dev` would hand it to workerd: PartyKit's own facade around our rooms, bundled by PartyKit's
 * own copy of esbuild, with the same node aliases and the same flaws (bare `Buffer` and `performance` become module
 * namespaces). Written after `partykit/dist/bin.mjs`, which does not export any of this.
 */
import { readFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions, BuildResult, Plugin, PluginBuild } from "esbuild";

const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const PARTYKIT = join(PROJECT_ROOT, "node_modules/partykit");

/** Resolves as PartyKit itself would, so that we get its nested esbuild, unenv, miniflare and workerd. */
export const requireFromPartykit = createRequire(join(PARTYKIT, "package.json"));

export interface CentreSource {
  /** Entry file and rooms; relative paths are relative to the project root. */
  main: string;
  parties: Record<string, string>;
}

export interface PartykitConfig extends CentreSource {
  compatibilityDate: string;
  bindings: { r2: Record<string, string> };
}

export interface Bundle {
  code: string;
  /** Kept apart from the code, because only the instance knows its port. */
  hostPlaceholder: string;
  entry: string;
}

export interface WorkerModule {
  type: "ESModule";
  path: string;
  contents: string;
}

const HOST_PLACEHOLDER = "turno-harness-host-placeholder";

/** The builtins that workerd of July 2024 has itself; everything else is unenv's stand-in. */
const NATIVE_BUILTINS = [
  "assert",
  "async_hooks",
  "buffer",
  "diagnostics_channel",
  "events",
  "path",
  "stream",
  "string_decoder",
  "util",
  "crypto",
];

export function readPartykitConfig(): PartykitConfig {
  return JSON.parse(readFileSync(join(PROJECT_ROOT, "partykit.json"), "utf8")) as PartykitConfig;
}

/** By these names the platform gives buckets, to whatever code. */
export const r2Bindings = (): string[] => Object.keys(readPartykitConfig().bindings.r2);

const cache = new Map<string, Promise<Bundle>>();

/** Bundles once per process: the sources do not change under a test run. */
export function bundle(source: CentreSource = readPartykitConfig()): Promise<Bundle> {
  const key = JSON.stringify([source.main, source.parties]);
  let bundled = cache.get(key);
  if (!bundled) {
    bundled = build(source);
    // A failed build is forgotten, so that the next caller sees its own error instead of a stale one.
    bundled.catch(() => cache.delete(key));
    cache.set(key, bundled);
  }
  return bundled;
}

/** The modules beside the bundle: native builtins under PartyKit's names, and the list of static assets. */
export function companionModules(entry: string, assetsManifest: unknown): WorkerModule[] {
  const at = (name: string): string => join(dirname(entry), name);
  return [
    ...NATIVE_BUILTINS.map((name): WorkerModule => ({
      type: "ESModule",
      path: at(`partykit-exposed-node-${name}`),
      contents: `export * from 'node:${name}'; export { default } from 'node:${name}';`,
    })),
    ...["sockets", "email"].map((name): WorkerModule => ({
      type: "ESModule",
      path: at(`partykit-exposed-cloudflare-${name}`),
      contents: `export * from 'cloudflare:${name}';`,
    })),
    {
      type: "ESModule",
      path: at("__STATIC_ASSETS_MANIFEST__"),
      contents: `export default ${JSON.stringify(assetsManifest)};`,
    },
  ];
}

async function build(source: CentreSource): Promise<Bundle> {
  const esbuild = requireFromPartykit("esbuild") as typeof import("esbuild");
  const entry = absolute(source.main);
  const options: BuildOptions = {
    stdin: { contents: facade(entry, source.parties), resolveDir: PROJECT_ROOT },
    bundle: true,
    write: false,
    target: "esnext",
    format: "esm",
    conditions: ["partykit", "workerd", "worker"],
    // Names of functions are enough in a stack trace: a map makes four of five bytes that each start of a runtime has to read.
    sourcemap: false,
    logLevel: "silent",
    external: ["__STATIC_ASSETS_MANIFEST__"],
    inject: [join(PARTYKIT, "inject-process.js")],
    define: {
      PARTYKIT_HOST: JSON.stringify(HOST_PLACEHOLDER),
      PARTYKIT_API_BASE: JSON.stringify("https://api.partykit.dev"),
    },
    plugins: [nodeCompat()],
  };
  const result: BuildResult = await esbuild.build(options);
  const code = result.outputFiles?.[0]?.text;
  if (code === undefined) throw new Error(`esbuild wrote nothing for ${basename(entry)}`);
  return { code, hostPlaceholder: HOST_PLACEHOLDER, entry };
}

function absolute(path: string): string {
  return isAbsolute(path) ? path : join(PROJECT_ROOT, path);
}

function facade(entry: string, parties: Record<string, string>): string {
  const rooms = Object.entries(parties).map(
    ([name, file]) => `
import ${name} from ${JSON.stringify(absolute(file))};
export const ${name}DO = createDurable(${name}, { name: "${name}" });
Workers["${name}"] = ${name};`,
  );
  // Functions as replacements: a path may contain `$&`, which `replace` would expand.
  return readFileSync(join(PARTYKIT, "dist/generated.js"), "utf8")
    .replace("__WORKER__", () => entry)
    .replace("__R2_BINDINGS__", () => JSON.stringify(r2Bindings()))
    .replace("__KV_BINDINGS__", () => "[]")
    .replace("__PARTIES__", () => rooms.join("\n"));
}

interface Unenv {
  env(...presets: unknown[]): {
    alias: Record<string, string>;
    inject: Record<string, string | string[]>;
    external: string[];
  };
  nodeless: unknown;
}

/** PartyKit's `nodejs-compat` plugin: its choices decide what `node:crypto` or a bare `Buffer` means in a room. */
function nodeCompat(): Plugin {
  const unenv = requireFromPartykit("unenv") as Unenv;
  const nativeAlias = Object.fromEntries(
    NATIVE_BUILTINS.flatMap((name) => [
      [name, `partykit-exposed-node-${name}`],
      [`node:${name}`, `partykit-exposed-node-${name}`],
    ]),
  );
  const preset = unenv.env(unenv.nodeless, {
    alias: nativeAlias,
    inject: { Buffer: "node:buffer" },
    polyfill: [],
    external: NATIVE_BUILTINS.map((name) => `node:${name}`),
  });
  return {
    name: "partykit-node-compat",
    setup(build) {
      requireOfBuiltins(build);
      build.onResolve({ filter: anyOf(Object.keys(nativeAlias)) }, ({ path }) => ({
        path: nativePath(path),
        external: true,
      }));
      build.onResolve({ filter: /^cloudflare:/ }, ({ path }) => ({
        path: `partykit-exposed-cloudflare-${path.slice("cloudflare:".length)}`,
        external: true,
      }));
      unenvAliases(build, preset.alias, preset.external);
      injectedGlobals(build, preset.inject);
    },
  };
}

function anyOf(names: string[]): RegExp {
  return new RegExp(`^(${names.join("|")})$`);
}

function isNative(path: string): boolean {
  return NATIVE_BUILTINS.includes((path.split("/")[0] ?? "").replace(/^node:/, ""));
}

function nativePath(path: string): string {
  return `partykit-exposed-node-${path.replace(/^node:/, "")}`;
}

function requireOfBuiltins(build: PluginBuild): void {
  build.onResolve({ filter: new RegExp(`^(node:)?(${builtinModules.join("|")})$`) }, ({ kind, path }) =>
    kind === "require-call" ? { path, namespace: "required-builtin" } : null,
  );
  build.onLoad({ filter: /.*/, namespace: "required-builtin" }, ({ path }) => ({
    contents: `import libDefault from '${path}';\nmodule.exports = libDefault;`,
    loader: "js",
  }));
}

function unenvAliases(build: PluginBuild, alias: Record<string, string>, external: string[]): void {
  const files: Record<string, string> = {};
  for (const [name, target] of Object.entries(alias)) {
    if (isNative(name)) continue;
    try {
      files[name] = requireFromPartykit.resolve(target).replace(/\.cjs$/, ".mjs");
    } catch {
      // unenv names more modules than it has; PartyKit leaves those alone as well.
    }
  }
  build.onResolve({ filter: anyOf(Object.keys(files)) }, ({ path, kind }) => {
    const target = alias[path] ?? "";
    if (kind === "require-call" && /^unenv\/runtime\/(npm|mock)\//.test(target)) {
      return { path, namespace: "required-unenv" };
    }
    return { path: files[path]!, external: external.includes(target) };
  });
  build.initialOptions.banner = {
    js: `function __cf_cjs(esm) {
  const cjs = 'default' in esm ? esm.default : {};
  for (const [k, v] of Object.entries(esm)) {
    if (k !== 'default') Object.defineProperty(cjs, k, { enumerable: true, value: v });
  }
  return cjs;
}`,
  };
  build.onLoad({ filter: /.*/, namespace: "required-unenv" }, ({ path }) => ({
    contents: `import * as esm from '${path}';\nmodule.exports = __cf_cjs(esm);`,
    loader: "js",
  }));
}

function injectedGlobals(build: PluginBuild, inject: Record<string, string | string[]>): void {
  const file = (name: string): string => join(PARTYKIT, `_virtual_global-${name}.js`);
  build.initialOptions.inject = [...(build.initialOptions.inject ?? []), ...Object.keys(inject).map(file)];
  const filter = /_virtual_global-(\w+)\.js$/;
  build.onResolve({ filter }, ({ path }) => ({ path }));
  build.onLoad({ filter }, ({ path }) => {
    const name = filter.exec(path)?.[1] ?? "";
    const source = inject[name];
    const [statement, value] = Array.isArray(source)
      ? [`import { ${source[1]} } from "${source[0]}";`, source[1]]
      : [`import * as globalVar from "${source}";`, "globalVar"];
    return { contents: `${statement}\nglobalThis.${name} = ${value}`, resolveDir: PARTYKIT };
  });
}
