import { render } from "solid-js/web";
import { App } from "./app.tsx";
import "./styles/tokens.css";
import "./styles/panel.css";
import "./styles/list.css";
import "./styles/thread.css";

render(() => <App />, document.getElementById("root")!);
