// The smallest edits that would change the decision, each to be looked at in the editor before it is made.

import type { App } from "../../../app";
import type { Answer, Report } from "../../../engine/types";
import { t } from "../../../text/text";
import { h } from "../../../ui/dom";
import { inline } from "../../../ui/markdown";
import { undoToast } from "../../../ui/toast";
import { decisionChip } from "../../../ui/verdict";
import type { Pane } from "../editor/pane";

export function suggestionCards(pane: Pane, app: App, answer: Answer, report: Report): HTMLElement | false {
  if (report.suggestions.length === 0) return false;
  return h(
    "section",
    { class: "card", "data-key": "suggestions" },
    h("h3", null, t.workbench.suggestions),
    h(
      "ul",
      { class: "suggestions" },
      report.suggestions.map((it, at) => {
        const edit = answer.edits[at];
        const propose = () => {
          if (!edit) return;
          app.store.seal();
          pane.propose(edit.document, {
            title: it.what,
            edits: [edit],
            applied: () => undoToast(app.store, t.workbench.applied(it.what)),
          });
        };
        return h(
          "li",
          null,
          h("div", null, h("p", null, inline(it.what), " ", h("span", { class: "where mono" }, `${it.policy}:${it.location.line}`)), h("p", { class: "where" }, t.workbench.newlyAllows, " ", inline(it.newlyAllows))),
          decisionChip(it.decision),
          edit && h("button", { type: "button", class: "propose", onclick: propose }, t.workbench.propose),
        );
      }),
    ),
  );
}
