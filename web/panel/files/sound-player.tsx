import type { ComponentProps } from "solid-js";
import { SoundPlayer as Player } from "../../files/sound-player.tsx";
import { language } from "../words/index.ts";
import { words } from "./words/index.ts";

export const SoundPlayer = (props: Omit<ComponentProps<typeof Player>, "words" | "language">) => (
  <Player {...props} words={words().player} language={language()} />
);
