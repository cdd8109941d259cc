import { render } from "solid-js/web";
import { askEarly } from "./api.ts";
import { App } from "./app.tsx";
import { fetchDesk, fetchLikely } from "./state/desk-part.ts";
import { keepShell } from "./state/shell.ts";
import { fetchIfNamed } from "./state/thread-part.ts";
import { learnToSpeak } from "./words/index.ts";
import "./styles/panel-styles.ts";

/** So long the first thing drawn waits for who is signed in, and for their desk: drawing twice takes longer. */
const PATIENCE_MS = 300;

keepShell();
fetchLikely();
const found = askEarly().then((who) => (who?.me ? fetchDesk() : undefined));
const asked = Promise.race([found, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
fetchIfNamed();
void Promise.all([learnToSpeak(), asked]).then(() => render(() => <App />, document.getElementById("root")!));
