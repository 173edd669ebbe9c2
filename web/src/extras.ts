// What the page has beside its screens: links, dropped files, and working without a network.

import "./styles/extras.css";
import "./styles/print.css";
import type { App } from "./app";
import { startIntake } from "./intake/intake";
import { startLimit } from "./intake/limit";
import { startOffline } from "#host/offline";
import { addPresent } from "./screens/tests/add";
import { startShare } from "./share/share";
import { t } from "./text/text";

export function startExtras(app: App): void {
  startShare(app);
  startIntake(app);
  startLimit();
  startOffline();
  app.commands.add({ id: "add-test", title: t.tests.addCommand, run: () => addPresent(app) });
}
