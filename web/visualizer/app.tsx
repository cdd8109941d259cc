import { Match, Suspense, Switch, createEffect, createMemo, lazy, on, type Component } from "solid-js";
import { insist } from "../panel/parts/later.ts";
import { t } from "../panel/words/index.ts";
import { addressOf, createRoute, type Route } from "./routes.ts";
import { Shell } from "./shell.tsx";
import { w } from "./words/index.ts";

/** Fetched when it is first gone to. */
// oxlint-disable-next-line typescript/no-explicit-any -- as Solid's own `lazy`: any component
const page = <T extends Component<any>>(load: () => Promise<{ default: T }>): T => lazy(() => insist(load));

const GalleryPage = page(() => import("./gallery/gallery-page.tsx"));
const MachinePage = page(() => import("./gallery/machine-page.tsx"));
const RoomsPage = page(() => import("./rooms-page.tsx"));
const TrialPage = page(() => import("./trial/trial-page.tsx"));
const LifePage = page(() => import("./life/life-page.tsx"));
const FilePage = page(() => import("./life/file-page.tsx"));

type Of<Name extends Route["page"]> = Extract<Route, { page: Name }>;

export function App() {
  const route = createRoute();
  const is = <Name extends Route["page"]>(name: Name): Of<Name> | undefined => {
    const now = route();
    return now.page === name ? (now as Of<Name>) : undefined;
  };
  /** Another one of these is another page. */
  const machine = createMemo(() => is("machine")?.machine);
  const life = createMemo(() => is("life"), undefined, {
    equals: (a, b) => a?.party === b?.party && a?.room === b?.room,
  });
  const title = (): string => {
    const now = route();
    const its = now.page === "machine" ? w().machines[now.machine]?.[0] : undefined;
    if (its !== undefined) return its;
    if (now.page === "try") return w().pages.try;
    return ["rooms", "life", "file"].includes(now.page) ? w().pages.life : w().title;
  };
  createEffect(() => (document.title = `${title()} · ${t().product}`));
  // What one comes to by a link is read from its top.
  createEffect(
    on(
      () => [route().page, machine()],
      () => scrollTo(0, 0),
      { defer: true },
    ),
  );
  return (
    <Shell at={route().page}>
      <Suspense
        fallback={
          <main class="page">
            <p role="status" class="quiet">
              {w().loading}
            </p>
          </main>
        }
      >
        <Switch
          fallback={
            <main class="page">
              <h1>{w().notHere}</h1>
              <p>
                <a href={addressOf.gallery}>{w().toGallery}</a>
              </p>
            </main>
          }
        >
          <Match when={is("gallery")}>
            <GalleryPage />
          </Match>
          <Match when={machine()} keyed>
            {(id) => (
              <MachinePage machine={id} select={is("machine")?.select ?? null} find={is("machine")?.find ?? ""} />
            )}
          </Match>
          <Match when={life()} keyed>
            {({ party, room }) => (
              <LifePage party={party} room={room} at={is("life")?.at ?? null} live={is("life")?.live ?? false} />
            )}
          </Match>
          <Match when={is("rooms")}>
            <RoomsPage />
          </Match>
          <Match when={is("file")}>
            <FilePage />
          </Match>
          <Match when={is("try")}>
            <TrialPage />
          </Match>
        </Switch>
      </Suspense>
    </Shell>
  );
}
