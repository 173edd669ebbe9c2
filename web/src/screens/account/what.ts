// What a user or role can do: by service, with the resources and conditions that bound it.

import type { Bound, Grant, WhatCan } from "../../engine/account/types";
import { t } from "../../text/text";
import { download, h } from "../../ui/dom";
import { decisionChip } from "../../ui/verdict";
import { dependsLine, longList, principalName, statementLine, workbenchButton } from "./parts";
import type { Desk, View } from "./view";
import { LEVELS, byService, narrowed, totals, type Service } from "./grants";

const MOST_ACTIONS = 12;
const MOST_BOUNDS = 6;

export function whatView(desk: Desk): View {
  let shown = "";
  const element = h("div", { class: "account-what" });
  const hint = h("p", { class: "account-hint" }, t.account.whatHint);
  return {
    element,
    async show() {
      const who = desk.chosen();
      if (who === undefined) return element.replaceChildren(hint);
      if (shown === who.arn) return;
      shown = who.arn;
      const report = await desk.busy(element, () => desk.client.whatCan(who.arn));
      // What failed or was cancelled is asked again when somebody comes back.
      if (report === undefined && shown === who.arn) shown = "";
      if (report !== undefined && shown === who.arn) element.replaceChildren(...answered(desk, report));
    },
    reset() {
      shown = "";
      element.replaceChildren(hint);
    },
  };
}

function answered(desk: Desk, report: WhatCan): HTMLElement[] {
  const list = h("div", { class: "account-services" });
  const filter = h("input", { type: "search", "aria-label": t.account.filterWhat, placeholder: t.account.filterWhat, oninput: () => show() });
  const level = h("select", { "aria-label": t.account.level, onchange: () => show() }, h("option", { value: "" }, t.account.allLevels), LEVELS.map((it) => h("option", { value: it }, it)));
  const show = () => {
    const services = byService(narrowed(report.rows, filter.value, level.value));
    // A few open at once: the rest would only hide what there is.
    const open = services.length <= 3;
    list.replaceChildren(services.length === 0 ? h("p", { class: "account-hint" }, report.rows.length === 0 ? t.account.nothing : t.account.noneShown) : longList(services, (it) => service(desk, report, it, open), "account-service-list"));
  };
  show();
  const { actions, services, open } = totals(report.rows);
  const save = () => download("sayso-what-can.json", `${JSON.stringify([report], null, 2)}\n`);
  return [
    h("div", { class: "account-bar" },
      h("p", { role: "status" }, principalName(report.principal, desk.choose), " ", h("span", { class: "account-sum" }, t.account.whatSummary(actions, services, open))),
      h("div", { class: "account-buttons" }, filter, level, h("button", { type: "button", title: t.account.jsonHelp("what-can"), onclick: save }, t.account.json))),
    list,
    h("p", { class: "account-hint" }, t.account.whatHelp),
  ];
}

function service(desk: Desk, report: WhatCan, it: Service, open: boolean): HTMLElement {
  const body = h("div");
  const fill = () => body.childElementCount === 0 && body.append(longList(it.rows, (row) => grant(desk, report, row), "account-rows"));
  if (open) fill();
  return h("li", null,
    h("details", { open, ontoggle: fill },
      h("summary", null, h("span", { class: "account-service mono" }, it.name),
        h("span", { class: "account-levels" }, it.levels.map(([level, count]) => h("span", { class: `badge level-${LEVELS.indexOf(level)}` }, `${level} ${count.toLocaleString()}`)))),
      body));
}

function grant(desk: Desk, report: WhatCan, row: Grant): HTMLElement {
  const names = row.actions.map((it) => it.split(":")[1] ?? it);
  const shown = h("span", { class: "mono account-actions" }, names.slice(0, MOST_ACTIONS).join(", "));
  const more = names.length - MOST_ACTIONS;
  const all = h("button", { type: "button", class: "link", onclick: () => (all.remove(), (shown.textContent = names.join(", "))) }, t.account.actionsMore(more));
  return h("li", null,
    h("div", { class: "account-row-head" }, h("span", { class: `badge level-${LEVELS.indexOf(row.level)}` }, row.level), h("span", { class: "account-path" }, shown, " ", more > 0 && all)),
    row.bounds.slice(0, MOST_BOUNDS).map((it) => bound(desk, report, row, it)),
    row.bounds.length > MOST_BOUNDS && h("p", { class: "account-evidence" }, t.account.boundsMore(row.bounds.length - MOST_BOUNDS)));
}

function bound(desk: Desk, report: WhatCan, row: Grant, it: Bound): HTMLElement {
  const open = () => desk.toWorkbench(report.principal, row.actions[0] ?? "", it.witness);
  return h("div", { class: "account-bound" },
    decisionChip(it.decision),
    h("div", null, h("p", { class: "mono" }, t.account.on(it.pattern)), it.statement !== null && statementLine(it.statement), dependsLine(it.dependsOn)),
    workbenchButton(open, `${row.actions[0] ?? ""} ${it.pattern}`));
}
