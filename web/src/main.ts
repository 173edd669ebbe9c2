import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/floating.css";
import "./styles/frame.css";
import type { App } from "./app";
import { EngineClient } from "./engine/client";
import { startExtras } from "./extras";
import { frame } from "./frame";
import { initialWorkspace } from "./state/initial";
import { Live } from "./state/live";
import { Store } from "./state/store";
import { t } from "./text/text";
import { Commands } from "./ui/commands";
import { restoreTheme } from "./ui/theme";
import { toast } from "./ui/toast";

restoreTheme();
document.title = t.common.title;

const engine = new EngineClient();
const store = new Store(initialWorkspace());
const commands = new Commands();
const live = new Live(store, engine);
const app: App = { store, engine, live, commands, go: (screen) => void go(screen) };
const go = frame(app);
void go("workbench");
startExtras(app);

let closeLate: (() => void) | undefined;
engine.onLate = (late) => {
  closeLate?.();
  closeLate = late ? toast(t.common.late, { text: t.common.restart, run: () => live.restart() }, true) : undefined;
};

// Nothing that fails may fail unseen.
addEventListener("unhandledrejection", (event) => toast(t.common.unexpected(String(event.reason))));
