// What can't be read, and the way there.

import type { App } from "../../../app";
import type { Answer, Fault } from "../../../engine/types";
import { toCase } from "../../../state/workspace";
import { t } from "../../../text/text";
import { h } from "../../../ui/dom";
import { inline } from "../../../ui/markdown";
import type { Pane } from "../editor/pane";

export function faultsCard(app: App, pane: Pane, answer: Answer): HTMLElement {
  return h(
    "section",
    { class: "card faults", "data-key": "faults" },
    h("h3", null, t.workbench.cantDecide),
    h(
      "ul",
      null,
      answer.faults.map((fault) =>
        h(
          "li",
          null,
          h("button", { type: "button", class: "link mono", onclick: () => jump(app, pane, fault) }, fault.document === undefined ? t.workbench.theRequest : `${fault.document}:${fault.line}:${fault.column}`),
          h("span", null, inline(fault.message)),
          fault.help !== undefined && h("small", null, inline(fault.help)),
        ),
      ),
    ),
  );
}

function jump(app: App, pane: Pane, fault: Fault): void {
  if (fault.document !== undefined) void pane.jump(fault.document, fault.from, fault.to);
  else document.querySelector<HTMLElement>(`#request-${fieldAt(app, fault.from)} :is(input, textarea, select)`)?.focus();
}

/** The field of the case in whose text an offset lies. */
function fieldAt(app: App, offset: number): string {
  const found = Object.entries(toCase(app.store.now)).reduce(
    ({ end, field }, [name, value]) => ({ end: end + JSON.stringify({ [name]: value }).length - 1, field: end <= offset ? name : field }),
    { end: 0, field: "action" },
  );
  return ["principal", "action", "resource"].includes(found.field) ? found.field : "context";
}
