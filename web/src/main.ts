import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/floating.css";
import "./styles/frame.css";
import { EngineClient } from "./engine/client";
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
const go = frame({ store, engine, live, commands, go: (screen) => void go(screen) });
void go("workbench");

// Nothing that fails may fail unseen.
addEventListener("unhandledrejection", (event) => toast(t.common.unexpected(String(event.reason))));
