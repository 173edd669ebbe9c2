// The tabs of the documents, as the ARIA practices describe them.

import type { App } from "../../../app";
import { isManaged } from "../../../state/edits";
import { t } from "../../../text/text";
import { h, patch } from "../../../ui/dom";
import type { Pane } from "./pane";

export function tabs(root: HTMLElement, app: App, pane: Pane): void {
  const render = () => {
    const { documents, attachments } = app.store.now;
    const managed = attachments.map((it) => it.document).filter(isManaged);
    const names = [...documents.map((it) => it.name), ...new Set(managed)];
    const step = (at: number, by: number) => {
      const next = names[(at + by + names.length) % names.length];
      if (next === undefined) return;
      pane.show(next);
      root.querySelector<HTMLElement>(`[data-key="${CSS.escape(next)}"]`)?.focus();
    };
    patch(
      root,
      names.map((name, at) => {
        const count = pane.checks.last(name)?.findings.length ?? 0;
        const selected = name === pane.shown;
        return h("button", {
          type: "button", role: "tab", "data-key": name, "aria-selected": String(selected), tabindex: selected ? "0" : "-1", "aria-controls": "editor",
          onclick: () => pane.show(name),
          onkeydown: (event: KeyboardEvent) => {
            if (event.key === "ArrowRight") step(at, 1);
            else if (event.key === "ArrowLeft") step(at, -1);
            else if (event.key === "Enter" || event.key === "ArrowDown") pane.focus();
            else return;
            event.preventDefault();
          },
        }, isManaged(name) ? name.slice("managed:".length) : name, isManaged(name) && h("span", { class: "badge" }, "AWS"), count > 0 && h("span", { class: "badge", title: t.counts.findings(count) }, String(count), h("span", { class: "visually-hidden" }, ` ${t.counts.findings(count)}`)));
      }),
    );
  };
  app.store.subscribe((now, before) => {
    if (now.documents !== before.documents || now.attachments !== before.attachments) render();
  });
  pane.watch(render);
  pane.checks.watch(render);
  render();
}
