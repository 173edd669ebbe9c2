// Who can do something, and how.

import type { Access, Admitted, RolePath, WhoCan } from "../../engine/account/types";
import { t } from "../../text/text";
import { download, h } from "../../ui/dom";
import { decisionChip } from "../../ui/verdict";
import { dependsLine, gapNotes, longList, principalName, statementLine, workbenchButton } from "./parts";
import { accountOf, shortOf } from "./pick";
import { questionFields } from "./question";
import type { Desk, View } from "./view";

const MOST_STATEMENTS = 4;

export function whoView(desk: Desk): View {
  const answers = h("div", { class: "account-answers" });
  const hint = h("p", { class: "account-hint" }, t.account.whoHint);
  const ask = async () => {
    const { action, resource } = desk.asked;
    if (action === "") return answers.replaceChildren(h("p", { class: "wrong" }, t.account.needsAction));
    const report = await desk.busy(answers, () => desk.client.whoCan(action, resource));
    if (report !== undefined) answers.replaceChildren(...answered(desk, report));
  };
  const question = questionFields(desk.app, desk.asked, () => void ask(), h("button", { type: "submit", class: "primary" }, t.account.ask));
  answers.append(hint);
  return {
    element: h("div", { class: "account-who" }, h("section", { class: "card" }, question.element), answers),
    show: () => question.update(),
    reset: () => answers.replaceChildren(hint),
  };
}

function answered(desk: Desk, report: WhoCan): HTMLElement[] {
  const sections = h("div", { class: "account-answers" });
  const filter = h("input", { type: "search", "aria-label": t.account.filterAnswers, placeholder: t.account.filterAnswers, oninput: () => show() });
  const show = () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    const says = (text: string) => words.every((it) => text.toLowerCase().includes(it));
    sections.replaceChildren(...groups(desk, report, says));
  };
  show();
  const sure = report.direct.filter((it) => it.decision === "allowed").length;
  const save = () => download("sayso-who-can.json", `${JSON.stringify(report, null, 2)}\n`);
  const gaps = gapNotes(report.direct.flatMap((it) => it.gaps));
  return [
    h("div", { class: "account-bar" },
      h("p", { role: "status" }, h("strong", null, report.action), " ", report.resource !== undefined && h("span", { class: "mono" }, t.account.on(report.resource)), " ", h("span", { class: "account-sum" }, t.account.whoSummary(sure, report.direct.length - sure, report.paths.length))),
      h("div", { class: "account-buttons" }, filter, h("button", { type: "button", title: t.account.jsonHelp("who-can"), onclick: save }, t.account.json))),
    ...(gaps === false ? [] : [gaps]),
    ...(report.stoppedEarly ? [h("p", { class: "wrong" }, t.account.stoppedEarly)] : []),
    sections,
  ];
}

function groups(desk: Desk, report: WhoCan, says: (text: string) => boolean): HTMLElement[] {
  const direct = report.direct.filter((it) => says(it.principal));
  const of = (decision: Access["decision"]) => direct.filter((it) => it.decision === decision);
  const found = [
    section(t.account.can, "allowed", of("allowed"), (it) => access(desk, report, it)),
    section(t.account.mayCan, "depends", of("depends"), (it) => access(desk, report, it)),
    section(t.account.through, "", report.paths.filter((it) => says(it.path.join(" "))), (it) => path(desk, it)),
    section(t.account.letIn, "", report.admitted.filter((it) => says(`${it.name} ${it.role}`)), (it) => admitted(desk, it), t.account.letInHelp),
  ].filter((it) => it !== undefined);
  return found.length > 0 ? found : [h("p", { class: "account-hint" }, report.direct.length + report.paths.length === 0 ? t.account.noneCan : t.account.noneShown)];
}

function section<T>(title: string, decision: string, items: T[], row: (item: T) => HTMLElement, help?: string): HTMLElement | undefined {
  if (items.length === 0) return undefined;
  return h("details", { class: `account-section ${decision}`, open: true },
    h("summary", null, h("h3", null, title), " ", h("span", { class: "badge" }, items.length.toLocaleString())),
    help !== undefined && h("p", { class: "account-hint" }, help),
    longList(items, row, "account-rows"));
}

function access(desk: Desk, report: WhoCan, it: Access): HTMLElement {
  const open = () => desk.toWorkbench(it.principal, report.action, it.resource);
  return h("li", null,
    h("div", { class: "account-row-head" }, decisionChip(it.decision), principalName(it.principal, desk.choose), workbenchButton(open, shortOf(it.principal))),
    report.resource === undefined && h("p", { class: "account-evidence mono" }, t.account.on(it.resource)),
    it.statements.slice(0, MOST_STATEMENTS).map(statementLine),
    it.statements.length > MOST_STATEMENTS && h("p", { class: "account-evidence" }, t.account.moreStatements(it.statements.length - MOST_STATEMENTS)),
    dependsLine(it.dependsOn),
    (it.instanceProfiles ?? []).map((profile) => h("p", { class: "account-evidence" }, t.account.handedOut(shortOf(profile)))));
}

function path(desk: Desk, it: RolePath): HTMLElement {
  const open = () => desk.toWorkbench(it.principal, "sts:AssumeRole", it.path[1] ?? "*");
  return h("li", null,
    h("div", { class: "account-row-head" }, decisionChip(it.decision),
      h("span", { class: "account-path" }, it.path.map((arn, at) => [at > 0 && h("span", { class: "arrow", "aria-label": "→" }, " → "), principalName(arn, desk.choose)])),
      workbenchButton(open, shortOf(it.principal))),
    it.dependsOn.map((sets, at) => dependsLine(sets, h("span", { class: "mono" }, `${shortOf(it.path[at + 1] ?? "")}: `))));
}

function admitted(desk: Desk, it: Admitted): HTMLElement {
  return h("li", null,
    h("div", { class: "account-row-head" }, decisionChip(it.decision),
      h("span", { class: "account-path" }, h("span", { class: "badge" }, t.account.admitted[it.kind]), " ", h("span", { class: "mono" }, it.kind === "anyone" ? "" : it.name), " → ", principalName(it.role, desk.choose)),
      h("small", { class: "mono" }, accountOf(it.role) === "" ? "" : it.action)),
    dependsLine(it.dependsOn));
}
