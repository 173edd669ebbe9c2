// Why: faults, what decided, what came near, what it depends on, and what AWS would say.

import type { App } from "../../../app";
import type { Answer, Report } from "../../../engine/types";
import { t } from "../../../text/text";
import { h, patch, type Child } from "../../../ui/dom";
import { inline } from "../../../ui/markdown";
import type { Pane } from "../editor/pane";
import { dependsCard } from "./depends";
import { faultsCard } from "./faults";
import { suggestionCards } from "./near";
import { statementCard } from "./statement";

export function explain(root: HTMLElement, app: App, pane: Pane): void {
  app.live.subscribe((answer) => patch(root, answer.report ? cards(app, pane, answer, answer.report) : faultsCard(app, pane, answer)));
}

function cards(app: App, pane: Pane, answer: Answer, report: Report): Child[] {
  const { decision, decidedBy, closest } = report;
  const deciding = decidedBy.map((it, at) => statementCard(app, pane, answer, it, t.workbench.decidedTitle(decision, it.effect), `decided ${at}`));
  const near = closest.map((it, at) => statementCard(app, pane, answer, it, t.workbench.nearTitle, `near ${at}`));
  return [
    deciding,
    report.dependsOn.length > 0 && dependsCard(app, report),
    suggestionCards(pane, app, answer, report),
    near,
    report.message !== undefined &&
      h("section", { class: "card", "data-key": "message" }, h("h3", null, t.workbench.awsSays, report.errorCode && h("span", { class: "badge" }, report.errorCode)), h("p", { class: "mono" }, report.message)),
    list("missing", t.workbench.missingKeys, report.missingContextKeys.map((it) => `\`${it}\``)),
    list("warnings", t.workbench.warnings, report.warnings ?? []),
    list("notes", t.workbench.notes, [...report.notes, ...(report.stoppedEarly ? [t.workbench.stoppedEarly] : [])]),
  ];
}

function list(key: string, title: string, lines: string[]): HTMLElement | false {
  return lines.length > 0 && h("section", { class: "card", "data-key": key }, h("h3", null, title), h("ul", { class: "bullets" }, lines.map((it) => h("li", null, inline(it)))));
}
