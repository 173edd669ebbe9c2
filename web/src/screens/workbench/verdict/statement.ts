// A statement that decided or came near, element by element, with the way to it.

import type { App } from "../../../app";
import type { Answer, StatementReport } from "../../../engine/types";
import { t } from "../../../text/text";
import { h } from "../../../ui/dom";
import { inline } from "../../../ui/markdown";
import type { Pane } from "../editor/pane";

const SIGNS = { yes: { icon: "✓", kind: "allowed" }, no: { icon: "✗", kind: "implicitDeny" }, unknown: { icon: "?", kind: "depends" } };

export function statementCard(app: App, pane: Pane, answer: Answer, statement: StatementReport, title: string, key: string): HTMLElement {
  const { checkType, policy, group, sid, index, effect, location } = statement;
  const place = answer.statements.find((it) => it.checkType === checkType && it.document === policy && it.index === index);
  const open = app.store.now.attachments.some((it) => it.document === policy);
  const show = () => place && void pane.jump(policy, place.from, place.to);
  return h(
    "section",
    { class: `card statement ${effect === "Deny" ? "is-deny" : "is-allow"}`, "data-key": key },
    h(
      "header",
      null,
      h("h3", null, title, " ", h("span", { class: "sid mono" }, sid || t.workbench.unnamed(index + 1)), h("span", { class: "badge" }, effect)),
      h("span", { class: "where" }, t.checks[checkType], group !== undefined && `, ${group}`, " · ", h("span", { class: "mono" }, `${policy}:${location.line}`)),
      place && open && h("button", { type: "button", onclick: show }, t.workbench.show),
    ),
    h(
      "ul",
      { class: "elements" },
      statement.elements.map((it) => {
        const { icon, kind } = SIGNS[it.matched];
        const at = place?.elements.find((other) => other.element === it.element);
        const go = () => at && void pane.jump(policy, at.from, at.to);
        return h(
          "li",
          { class: kind },
          h("span", { class: "element-sign", role: "img", "aria-label": t.workbench.truth[it.matched] }, icon),
          at && open ? h("button", { type: "button", class: "link mono", onclick: go }, it.element) : h("span", { class: "mono" }, it.element),
          h("span", { class: "because" }, inline(it.because)),
        );
      }),
    ),
  );
}
