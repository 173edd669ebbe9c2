// A condition key of the request.

import type { KeyInfo } from "../../../engine/types";
import type { ContextEntry } from "../../../state/workspace";
import { t } from "../../../text/text";
import { h } from "../../../ui/dom";
import { firstValues, valueInput } from "./values";

export interface Row {
  key: string;
  info: KeyInfo | undefined;
  entry: ContextEntry | undefined;
  /** What it is by itself, as it follows from the principal. */
  derived: string | undefined;
  missing: boolean;
  used: boolean;
}

const STATES = ["known", "absent", "unknown"] as const;

export function keyRow(row: Row, set: (entry: ContextEntry, merge: boolean) => void, drop: (key: string) => void): HTMLElement {
  const { key, info, entry, derived, missing, used } = row;
  const state = entry?.state ?? (derived === undefined ? "absent" : "known");
  const choose = (to: ContextEntry["state"]) => {
    const values = entry?.values.length ? entry.values : derived === undefined ? firstValues(info) : [derived];
    set({ key, state: to, values }, false);
  };
  return h(
    "div",
    { class: `key-row${missing && !entry ? " is-missing" : ""}`, "data-key": key.toLowerCase(), role: "group", "aria-label": key },
    h("div", { class: "key-head" },
      h("span", { class: "key-name mono" }, key),
      info?.type !== undefined && h("span", { class: "badge" }, info.multivalued ? t.workbench.listOf(info.type) : info.type),
      entry === undefined && derived !== undefined && h("span", { class: "badge accent", title: t.workbench.derivedHint }, t.workbench.derived),
      missing && !entry && h("span", { class: "badge fault", title: t.workbench.missingHint }, t.workbench.missing),
      !used && entry && h("span", { class: "badge", title: t.workbench.unusedHint }, t.workbench.unused),
      info !== undefined && !info.carried && h("span", { class: "badge fault", title: t.workbench.notCarriedHint }, t.workbench.notCarried),
      entry !== undefined && h("button", { type: "button", class: "quiet icon", "aria-label": t.workbench.forget(key), title: t.workbench.forget(key), onclick: () => drop(key) }, "✕")),
    h("div", { class: "key-body" },
      h("div", { class: "tristate", role: "radiogroup", "aria-label": t.workbench.stateOf(key) },
        STATES.map((it) => h("label", { class: it === state ? "chosen" : "" }, h("input", { type: "radio", name: `state ${key}`, value: it, checked: it === state, onchange: () => choose(it) }), t.workbench.states[it]))),
      h("div", { class: "key-value" },
        entry?.state === "known"
          ? valueInput({ key, info, values: entry.values, change: (values, merge) => set({ ...entry, values }, merge) })
          : entry === undefined && derived !== undefined && h("span", { class: "mono derived-value" }, derived))),
  );
}
