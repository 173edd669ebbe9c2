// What stands along the sides: a name a line, actions with the help of the catalogue.

import type { App } from "../../app";
import type { MatrixDraft } from "../../state/workspace";
import { t } from "../../text/text";
import { Combobox } from "../../ui/combobox";
import { h } from "../../ui/dom";

const lines = (text: string) => text.split("\n").map((it) => it.trim()).filter((it) => it !== "");

export function axes(app: App, change: (change: Partial<MatrixDraft>) => void): { element: HTMLElement; update(matrix: MatrixDraft): void } {
  const area = (label: string, id: string, run: (names: string[]) => void) =>
    h("textarea", { class: "mono", rows: "9", id, spellcheck: "false", wrap: "off", "aria-label": label, oninput: (event: Event) => run(lines((event.target as HTMLTextAreaElement).value)) });
  const rows = area(t.matrix.rows, "matrix-rows", (names) => change({ rows: names }));
  const columns = area(t.matrix.columns, "matrix-columns", (names) => change({ columns: names }));
  const kind = h("select", { "aria-label": t.matrix.rowKind, onchange: () => change({ rowKind: kind.value === "principal" ? "principal" : "resource" }) },
    h("option", { value: "resource" }, t.matrix.kindsMany.resource),
    h("option", { value: "principal" }, t.matrix.kindsMany.principal));
  const add = () => {
    const action = search.input.value.trim();
    if (action === "") return;
    change({ columns: [...new Set([...app.store.now.matrix.columns, action])] });
    search.value = "";
  };
  const search = new Combobox({
    label: t.matrix.addAction,
    value: "",
    placeholder: t.matrix.actionExample,
    options: async (text) => (text.trim() === "" ? [] : (await app.engine.actions(text, 50)).map((it) => ({ value: it.action, detail: it.levels.join(", ") }))),
    change: () => undefined,
    commit: add,
  });
  return {
    // Where the grid stands below, the way to it should be short.
    element: h("details", { open: innerWidth > 900 }, h("summary", null, t.matrix.axes), h("div", { class: "matrix-sides" },
      h("div", { class: "field" }, h("span", null, t.matrix.columns), h("div", { class: "matrix-add" }, search.element, h("button", { type: "button", onclick: add }, t.common.add)), columns, h("small", null, t.matrix.columnsHelp)),
      h("div", { class: "field" }, h("span", null, t.matrix.rows), kind, rows, h("small", null, t.matrix.rowsHelp)))),
    update(matrix) {
      kind.value = matrix.rowKind;
      // What the person is typing stays as it is.
      if (lines(rows.value).join("\n") !== matrix.rows.join("\n")) rows.value = matrix.rows.join("\n");
      if (lines(columns.value).join("\n") !== matrix.columns.join("\n")) columns.value = matrix.columns.join("\n");
    },
  };
}
