// Users and roles by actions, or by actions on resources.

import { toCsv } from "../../export/csv";
import { toHtml } from "../../export/html";
import { countsOf, type Cell } from "../../export/table";
import type { Row } from "../../engine/account/types";
import { InputError } from "../../state/shape";
import { t } from "../../text/text";
import { download, h } from "../../ui/dom";
import { menuButton } from "../../ui/menu";
import { expand } from "../matrix/compute";
import { Grid } from "../matrix/grid";
import type { Column } from "../matrix/model";
import { headOf, rowsShown, type Head } from "./table";
import type { Desk, View } from "./view";

const MOST_CELLS = 200_000;

const lines = (text: string) => [...new Set(text.split("\n").map((it) => it.trim()).filter((it) => it !== ""))];

class AccountMatrix {
  readonly element: HTMLElement;
  #desk: Desk;
  #known = new Map<string, Column[]>();
  #heads: Head[] = [];
  #rows: Row[] = [];
  #shown: Row[] = [];
  #filter = "";
  #onlyAllowed = false;
  #actions = area(t.account.matrixActions, "account-actions", "s3:GetObject\ns3:PutObject");
  #resources = area(t.account.matrixResources, "account-resources", "");
  #status = h("p", { class: "matrix-status", role: "status", "aria-live": "polite" }, t.account.matrixHint);
  #looked = h("p", { class: "matrix-looked" });
  #grid = new Grid(t.account.tabs.matrix, (row, column) => this.#open(row, column), (row, column) => this.#look(row, column));
  #result = h("div", { class: "account-matrix-result", hidden: true });

  constructor(desk: Desk) {
    this.#desk = desk;
    const filter = h("input", { type: "search", "aria-label": t.account.filterRows, placeholder: t.account.filterRows, oninput: () => ((this.#filter = filter.value), this.#show()) });
    const only = h("label", { class: "matrix-box" }, h("input", { type: "checkbox", onchange: (event: Event) => ((this.#onlyAllowed = (event.target as HTMLInputElement).checked), this.#show()) }), t.account.onlyAllowed);
    this.#result.append(h("div", { class: "matrix-bar" }, h("div", { class: "matrix-filters" }, filter, only), this.#exports()), this.#grid.element, this.#looked);
    this.element = h("div", { class: "account-matrix" },
      h("form", { class: "card account-sides", onsubmit: (event: Event) => (event.preventDefault(), void this.#fill()) },
        h("div", { class: "field" }, h("span", { "aria-hidden": "true" }, t.account.matrixActions), this.#actions, h("small", null, t.account.matrixActionsHelp)),
        h("div", { class: "field" }, h("span", { "aria-hidden": "true" }, t.account.matrixResources), this.#resources, h("small", null, t.account.matrixResourcesHelp)),
        h("div", { class: "account-buttons" }, h("button", { type: "submit", class: "primary" }, t.account.fill))),
      this.#status, this.#result);
  }

  reset(): void {
    [this.#rows, this.#shown, this.#heads] = [[], [], []];
    this.#result.hidden = true;
    this.#say(t.account.matrixHint);
  }

  #say(text: string, wrong = false): void {
    this.#status.classList.toggle("wrong", wrong);
    this.#status.textContent = text;
  }

  async #fill(): Promise<void> {
    const { client, opened } = this.#desk;
    const count = opened().entities.length;
    const resources = lines(this.#resources.value);
    const found = await this.#desk.busy(this.#status, async (told) => {
      const actions = new Set<string>();
      for (const pattern of lines(this.#actions.value)) for (const it of await expand(this.#desk.app.engine, pattern, this.#known)) actions.add(it.action);
      if (actions.size === 0) throw new InputError(t.account.needsAction);
      const cells = actions.size * Math.max(resources.length, 1) * count;
      if (cells > MOST_CELLS) throw new InputError(t.account.tooManyCells(cells, MOST_CELLS));
      return { actions: [...actions], rows: await client.matrix(count, [...actions], resources, (rows) => told(rows, count)) };
    });
    if (found === undefined) return;
    this.#heads = found.actions.flatMap((action): Head[] => (resources.length === 0 ? [{ action, resource: null }] : resources.map((resource) => ({ action, resource }))));
    this.#rows = found.rows;
    this.#result.hidden = false;
    this.#show();
  }

  #show(): void {
    this.#shown = rowsShown(this.#rows, this.#filter, this.#onlyAllowed);
    this.#grid.data = {
      id: "account-cell",
      corner: t.matrix.kinds.principal,
      rows: this.#shown.map((it) => it.principal),
      columns: this.#heads.map(headOf),
      groups: [],
      cell: (row, column) => this.#cell(row, column),
      was: () => undefined,
      pale: () => false,
    };
    this.#say(t.account.matrixShown(this.#shown.length, this.#rows.length, this.#heads.length));
    this.#looked.textContent = t.account.cellHint;
  }

  #cell(row: number, column: number): Cell {
    return this.#shown[row]?.cells[column]?.decision ?? "error";
  }

  #look(row: number, column: number): void {
    const [who, head] = [this.#shown[row], this.#heads[column]];
    if (who === undefined || head === undefined) return;
    const resource = head.resource === null ? (who.cells[column]?.resource ?? "") : "";
    this.#looked.textContent = t.account.looked(t.matrix.cells[this.#cell(row, column)], who.principal, headOf(head), resource);
  }

  #open(row: number, column: number): void {
    const [who, head] = [this.#shown[row], this.#heads[column]];
    if (who && head) this.#desk.toWorkbench(who.principal, head.action, who.cells[column]?.resource ?? "*");
  }

  #exports(): HTMLElement {
    const table = () => ({
      rowKind: "principal" as const,
      rows: this.#shown.map((it) => it.principal),
      columns: this.#heads.map(headOf),
      cell: (row: number, column: number) => this.#cell(row, column),
      counts: countsOf(this.#shown.length, this.#heads.length, (row, column) => this.#cell(row, column)),
      about: t.account.matrixAbout,
    });
    const json = () => `${JSON.stringify({ columns: this.#heads, rows: this.#shown }, null, 2)}\n`;
    return menuButton(t.matrix.export, () => [
      { text: t.matrix.formats.csv, run: () => download("sayso-matrix.csv", toCsv(table()), "text/csv") },
      { text: t.matrix.formats.json, run: () => download("sayso-matrix.json", json()) },
      { text: t.matrix.formats.html, run: () => download("sayso-matrix.html", toHtml(table()), "text/html") },
    ]);
  }
}

function area(label: string, id: string, value: string): HTMLTextAreaElement {
  return h("textarea", { class: "mono", rows: "4", id, spellcheck: "false", wrap: "off", "aria-label": label, value });
}

export function matrixView(desk: Desk): View {
  const matrix = new AccountMatrix(desk);
  return { element: matrix.element, show: () => undefined, reset: () => matrix.reset() };
}
