// What of the matrix is shown, and what it is compared with.

import { CELLS } from "../../engine/types";
import { countsOf } from "../../export/table";
import { t } from "../../text/text";
import { CELL_ICONS } from "../../ui/cells";
import { h, patch } from "../../ui/dom";
import { cellOf, wasOf, type Baseline, type Filter, type Result } from "./model";

export interface FilterActions {
  filter(change: Partial<Filter>): void;
  /** Keeps the decisions as baseline, or drops it. */
  keep(): void;
}

export function filters(actions: FilterActions): { element: HTMLElement; update(result: Result, filter: Filter, baseline: Baseline | undefined): void } {
  const element = h("div", { class: "matrix-filters" });
  return {
    element,
    update(result, filter, baseline) {
      const counts = countsOf(result.rows.length, result.columns.length, (row, column) => cellOf(result, row, column));
      const changed = baseline && changes(result, baseline);
      const text = (field: "rows" | "columns", label: string) =>
        h("input", { type: "search", "data-key": field, "aria-label": label, placeholder: label, value: filter[field], oninput: (event: Event) => actions.filter({ [field]: (event.target as HTMLInputElement).value }) });
      const box = (field: "differing" | "changed" | "grouped", label: string) =>
        h("label", { class: "matrix-box", "data-key": field }, h("input", { type: "checkbox", checked: filter[field], onchange: (event: Event) => actions.filter({ [field]: (event.target as HTMLInputElement).checked }) }), label);
      const chips = CELLS.filter((it) => counts[it] > 0 || filter.decisions.includes(it)).map((it) => {
        const on = filter.decisions.includes(it);
        const toggled = on ? filter.decisions.filter((other) => other !== it) : [...filter.decisions, it];
        return h("button", { type: "button", class: `chip toggle ${it}`, "data-key": it, "aria-pressed": String(on), title: t.matrix.only(t.matrix.cells[it]), onclick: () => actions.filter({ decisions: toggled }) },
          h("span", { "aria-hidden": "true" }, CELL_ICONS[it]), ` ${t.matrix.cells[it]} `, h("b", null, counts[it].toLocaleString()));
      });
      patch(element,
        h("div", { class: "matrix-chips", role: "group", "aria-label": t.matrix.byDecision }, chips),
        text("columns", t.matrix.filterColumns), text("rows", t.matrix.filterRows),
        box("differing", t.matrix.differing), box("grouped", t.matrix.grouped),
        h("button", { type: "button", "data-key": "keep", "aria-pressed": String(baseline !== undefined), title: t.matrix.keepHelp, onclick: () => actions.keep() }, baseline ? t.matrix.drop : t.matrix.keep),
        baseline && box("changed", t.matrix.changed(changed ?? 0)));
    },
  };
}

function changes(result: Result, baseline: Baseline): number {
  let count = 0;
  result.rows.forEach((_, row) => result.columns.forEach((__, column) => (count += wasOf(result, baseline, row, column) === undefined ? 0 : 1)));
  return count;
}
