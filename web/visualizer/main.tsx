import { render } from "solid-js/web";
import { learnToSpeak } from "../panel/words/index.ts";
import { App } from "./app.tsx";
import "../panel/styles/tokens.css";
import "../panel/styles/common.css";
import "./styles/shell.css";

void learnToSpeak().then(() => render(() => <App />, document.getElementById("root")!));
