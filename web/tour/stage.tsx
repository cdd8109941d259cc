/** The real panel, and the guide beside it. Loaded once the page stands apart. */
import { render } from "solid-js/web";
import { App } from "../panel/app.tsx";
import { learnToSpeak } from "../panel/words/index.ts";
import type { TourCentre } from "./centre.ts";
import { Guide } from "./guide.tsx";
import { readKept, writeKept } from "./kept.ts";
import "../panel/styles/panel-styles.ts";
import "./tour.css";

/**
 * @param kept Where one was when one left, if anywhere.
 * @param keep Is told where one is.
 */
export async function begin(centre: TourCentre, kept: string | null, keep: (said: string) => void): Promise<void> {
  await learnToSpeak();
  const panel = document.getElementById("root")!;
  const home = document.getElementById("guide")!;
  render(() => <App />, panel);
  render(
    () => (
      <Guide
        centre={centre}
        home={home}
        panel={panel}
        kept={readKept(kept)}
        onPlace={(place, done) => {
          if (place === "left") location.assign("/panel");
          else if (place !== "welcome") keep(writeKept(place, done));
        }}
      />
    ),
    home,
  );
}
