// The workbench: layers, editors, the request, the verdict and why.

import "./styles/layout.css";
import "./styles/rail.css";
import "./styles/editor.css";
import "./styles/request.css";
import "./styles/verdict.css";
import type { App, Screen } from "../../app";
import { LAYERS } from "../../state/workspace";
import { t } from "../../text/text";
import { h, patch } from "../../ui/dom";
import { splitter } from "../../ui/splitter";
import { Pane } from "./editor/pane";
import { tabs } from "./editor/tabs";
import { rail } from "./rail/rail";
import { actionFields } from "./request/action";
import { contextTable } from "./request/context";
import { principalField } from "./request/principal";
import { bar } from "./verdict/bar";
import { explain } from "./verdict/explain";

export const screen: Screen = {
  id: "workbench",
  mount(root, app) {
    const verdict = h("section", { class: "verdict-bar", id: "verdict", tabindex: "-1", "aria-label": t.workbench.verdict });
    const layers = h("nav", { class: "rail", id: "rail", "aria-label": t.workbench.layers });
    const tablist = h("div", { class: "editor-tabs", role: "tablist", "aria-label": t.workbench.documents });
    const editor = h("div", { class: "editor", id: "editor", role: "tabpanel", "aria-label": t.workbench.documents });
    const why = h("section", { class: "why", "aria-label": t.workbench.why });
    const request = h("section", { class: "request", id: "request", "aria-label": t.workbench.request });
    root.classList.add("workbench");
    const left = splitter({ label: t.workbench.widthOf(t.workbench.layers), column: layers, side: "before", property: "--rail", usual: 300, least: 200, most: 0.27 });
    const right = splitter({ label: t.workbench.widthOf(t.workbench.request), column: request, side: "behind", property: "--request", usual: 380, least: 260, most: 0.35 });
    root.append(verdict, h("div", { class: "columns" }, layers, left, h("div", { class: "centre" }, tablist, editor, why), right, request));

    bar(verdict, app);
    const pane = new Pane(editor, app);
    explain(why, app, pane);
    tabs(tablist, app, pane);
    rail(layers, app, pane);
    fill(request, app);
    addCommands(app, pane);
  },
};

function fill(request: HTMLElement, app: App): void {
  const principal = h("div", null, principalField(app));
  request.append(h("h2", null, t.workbench.request), principal, actionFields(app), contextTable(app));
  app.store.subscribe((now, before) => {
    if (now.request !== before.request) patch(principal, principalField(app));
  });
}

function addCommands(app: App, pane: Pane): void {
  const here = () => document.getElementById("screen-workbench")?.hidden === false;
  const focus = (selector: string) => () => document.querySelector<HTMLElement>(selector)?.focus();
  app.commands.add(
    { id: "verdict", title: t.workbench.toVerdict, keys: "Ctrl+Enter", when: here, run: focus("#verdict") },
    { id: "next-finding", title: t.workbench.nextFinding, keys: "F8", when: here, run: () => pane.nextFinding() },
    { id: "show-deciding", title: t.workbench.showDeciding, keys: "d", when: here, run: () => document.querySelector<HTMLElement>(".why .statement header button")?.click() },
    { id: "to-editor", title: t.workbench.toEditor, keys: "e", when: here, run: () => pane.focus() },
    { id: "to-action", title: t.workbench.toAction, keys: "/", when: here, run: focus("#request-action input") },
    ...LAYERS.map((layer, at) => ({ id: `layer-${layer}`, title: t.layers[layer], keys: `Alt+${at + 1}`, when: here, run: focus(`#layer-${layer}`) })),
  );
}
