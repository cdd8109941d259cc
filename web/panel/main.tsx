import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { keepShell } from "./state/shell.ts";
import { learnToSpeak } from "./words/index.ts";
import "./styles/tokens.css";
import "./styles/common.css";
import "./styles/welcome.css";
import "./styles/panel.css";
import "./styles/list.css";
import "./styles/customer.css";
import "./styles/thread.css";
import "./styles/thread-rows.css";
import "./styles/thread-tools.css";
import "./styles/keys.css";

keepShell();
void learnToSpeak().then(() => render(() => <App />, document.getElementById("root")!));
