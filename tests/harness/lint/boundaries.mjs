/**
 * Who may import whom, as one table, for oxlint. `no-restricted-imports` cannot say it: its patterns see the text of an
 * import, and `../../party/x.ts` means different things in different folders.
 */
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

/**
 * `own`: files and folders of this repository, `except`: those within them that are not meant; `packages`: what may come from npm or
 * Node (absent: anything). The longest folder that holds a file decides about it.
 */
const SERVER = ["party/engine/partykit.ts", "party/engine/calls.ts"];
const LAYERS = {
  machines: { own: ["machines"], packages: ["xstate", "valibot"] },
  "party/protocol": { own: ["party/protocol", "machines"], packages: ["valibot"] },
  // Looks into files, in a browser and in a room alike.
  "party/media": { own: ["party/media", "machines"], packages: ["file-type"] },
  party: { own: ["party", "machines"] },
  // Tools of developers, never bundled into the server: they build the pages and bring simulated customers, who are clients.
  "party/dev": { own: ["party", "machines", "web"] },
  // What hardly anybody opens, each of it a page of its own, stays out of what everybody loads.
  web: {
    own: ["web", "party/protocol", "party/media", "machines"],
    except: ["web/simulator", "web/visualizer", "web/tour"],
  },
  // Rooms as they are, without the server around them.
  "web/simulator": {
    own: ["web/simulator", "web/shared", "party/engine", "party/rooms", "party/protocol", "machines"],
    except: SERVER,
  },
  "web/visualizer": {
    own: ["web", "party/engine", "party/rooms", "party/protocol", "machines"],
    except: ["web/tour", ...SERVER],
  },
  "web/tour": {
    own: ["web", "party/engine", "party/protocol", "party/media", "machines"],
    except: SERVER,
  },
};

/** The reason why `file` may not import `specifier`, or undefined. Paths are relative to `root`, with slashes. */
export function violation(file, specifier, root) {
  const layer = layerOf(file);
  if (layer === undefined) return undefined;
  const { own, except = [], packages } = LAYERS[layer];
  if (specifier.startsWith(".") || isAbsolute(specifier)) {
    const target = slashed(relative(root, resolve(root, dirname(file), specifier)));
    // A longer folder that is a layer of its own is not meant by the shorter one that holds it: web may import
    // party/protocol without party, and party may import party/protocol because its row says party.
    return own.some((folder) => within(target, folder)) && !except.some((folder) => within(target, folder))
      ? undefined
      : `${layer} may import from ${own.join(", ")}, not ${target}.`;
  }
  const allowed = packages === undefined || packages.some((name) => within(specifier, name));
  return allowed ? undefined : `${layer} may import the packages ${packages.join(", ")}, not ${specifier}.`;
}

function layerOf(file) {
  return Object.keys(LAYERS)
    .filter((folder) => within(file, folder))
    .toSorted((a, b) => b.length - a.length)[0];
}

function within(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}

function slashed(path) {
  return path.split(sep).join("/");
}

const layers = {
  create(context) {
    const check = (node) => {
      if (typeof node.source?.value !== "string") return;
      const file = slashed(relative(context.cwd, context.filename));
      const message = violation(file, node.source.value, context.cwd);
      if (message) context.report({ node: node.source, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

/** `Date.now` can be forbidden by name; `new Date()` reads the same clock, while `new Date(at)` is a calculation. */
const noClock = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.name !== "Date" || node.arguments.length > 0) return;
        context.report({ node, message: "Time is stamped into the event by the room." });
      },
    };
  },
};

export default { meta: { name: "boundaries" }, rules: { layers, "no-clock": noClock } };
