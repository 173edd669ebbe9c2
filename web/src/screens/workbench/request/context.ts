// The condition context: a row for each key that policies ask for or the request states, each known, absent or unknown.

import type { App } from "../../../app";
import type { Answer, KeyInfo } from "../../../engine/types";
import { dropEntry, entryOf, setEntry } from "../../../state/context";
import { toCase } from "../../../state/workspace";
import { t } from "../../../text/text";
import { Combobox } from "../../../ui/combobox";
import { h, patch } from "../../../ui/dom";
import { keyRow, type Row } from "./row";
import { firstValues } from "./values";

const DELAY_MS = 120;

export function contextTable(app: App): HTMLElement {
  let keys: KeyInfo[] = [];
  let answer: Answer | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const table = h("div", { class: "context-rows", role: "group", "aria-label": t.workbench.context });

  const render = () => patch(table, rows(app, keys, answer).map((row) => keyRow(row, (entry, merge) => app.store.update((it) => setEntry(it, entry), merge ? `key ${entry.key}` : undefined), (key) => app.store.update((it) => dropEntry(it, key)))));
  const ask = async () => {
    // While a policy can't be read there are no keys: the last ones stay.
    const found = await app.engine.keys(toCase(app.store.now)).catch(() => []);
    if (found.length > 0) keys = found;
    render();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), DELAY_MS);
  };

  const add = new Combobox({
    label: t.workbench.addKey,
    value: "",
    placeholder: t.workbench.addKey,
    options: (text) => keys.filter((it) => it.key.toLowerCase().includes(text.trim().toLowerCase()) && entryOf(app.store.now.request.context, it.key) === undefined).slice(0, 80).map((it) => ({ value: it.key, detail: [it.type ?? "", it.used ? t.workbench.used : ""].filter(Boolean).join(", ") })),
    change: () => undefined,
    commit: (text) => {
      const key = text.trim();
      add.value = "";
      if (key === "" || entryOf(app.store.now.request.context, key)) return;
      app.store.update((it) => setEntry(it, { key, state: "known", values: firstValues(keys.find((info) => info.key === key)) }));
      table.querySelector<HTMLElement>(`[data-key="${CSS.escape(key.toLowerCase())}"] .key-value :is(input, select)`)?.focus();
    },
  });

  app.live.subscribe((it) => {
    answer = it;
    render();
  });
  app.store.subscribe((now, before) => {
    if (now.request.context !== before.request.context) render();
    if (now.documents !== before.documents || now.attachments !== before.attachments || now.off !== before.off || now.request.action !== before.request.action) soon();
  });
  void ask();
  return h("div", { class: "request-field", id: "request-context" }, h("div", { class: "field-head" }, h("span", null, t.workbench.context)), table, add.element);
}

/** Keys that are missing first, then those that policies ask for, then what else is stated. */
function rows(app: App, keys: KeyInfo[], answer: Answer | undefined): Row[] {
  const { context } = app.store.now.request;
  const missing = new Set((answer?.report?.missingContextKeys ?? []).map((it) => it.toLowerCase()));
  const derived = new Map(Object.entries(answer?.derived ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  const found = new Map<string, Row>();
  for (const key of [...keys.filter((it) => it.used).map((it) => it.key), ...context.map((it) => it.key)]) {
    const name = key.toLowerCase();
    const info = keys.find((it) => it.key.toLowerCase() === name);
    found.set(name, { key, info, entry: entryOf(context, key), derived: derived.get(name), missing: missing.has(name), used: info?.used ?? false });
  }
  const rank = (row: Row) => (row.missing && !row.entry ? 0 : row.used ? 1 : 2);
  return [...found.values()].sort((one, other) => rank(one) - rank(other));
}
