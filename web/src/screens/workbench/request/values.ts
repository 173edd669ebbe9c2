// Inputs for the values of a condition key, by its type.

import type { KeyInfo } from "../../../engine/types";
import { t } from "../../../text/text";
import { type Child, h } from "../../../ui/dom";

interface Props {
  key: string;
  info: KeyInfo | undefined;
  values: string[];
  change(values: string[], merge: boolean): void;
}

export function valueInput(props: Props): Child {
  const { key, info, values, change } = props;
  const [value = ""] = values;
  if (info?.multivalued || values.length > 1) return chips(props);
  if (info?.type === "Bool") {
    return h("select", { "aria-label": t.workbench.valueOf(key), value: value === "true" ? "true" : "false", onchange: (event: Event) => change([(event.currentTarget as HTMLSelectElement).value], false) }, h("option", { value: "true" }, "true"), h("option", { value: "false" }, "false"));
  }
  if (info?.type === "Date" && isTime(value)) {
    return h("input", { type: "datetime-local", step: "1", "aria-label": t.workbench.utc(key), title: "UTC", value: value.slice(0, 19), onchange: (event: Event) => change([withZone((event.currentTarget as HTMLInputElement).value)], false) });
  }
  const problem = faultOf(info?.type, value);
  return h("input", {
    type: "text", class: "mono", "aria-label": t.workbench.valueOf(key), value, spellcheck: "false", autocomplete: "off", title: problem,
    inputmode: info?.type === "Numeric" ? "decimal" : undefined, "aria-invalid": problem === undefined ? undefined : "true",
    placeholder: placeholderOf(info?.type),
    oninput: (event: Event) => change([(event.currentTarget as HTMLInputElement).value], true),
  });
}

/** Each value of a multivalued key with a cross, and a field for another: Enter or a comma ends it. */
function chips({ key, values, change }: Props): HTMLElement {
  const take = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const added = input.value.split(",").map((it) => it.trim()).filter((it) => it !== "");
    input.value = "";
    if (added.length > 0) change([...values, ...added], false);
  };
  const type = (event: KeyboardEvent) => {
    const input = event.currentTarget as HTMLInputElement;
    if (event.key === "Enter" || event.key === ",") event.preventDefault(), take(event);
    else if (event.key === "Backspace" && input.value === "") change(values.slice(0, -1), false);
  };
  return h(
    "div",
    { class: "chips" },
    values.filter((it) => it !== "").map((value, at) =>
      h("span", { class: "value-chip mono", "data-key": `${at} ${value}` }, value, h("button", { type: "button", class: "quiet icon", "aria-label": t.workbench.removeValue(value), onclick: () => change(values.filter((_, other) => other !== at), false) }, "✕"))),
    h("input", { type: "text", class: "mono", "data-key": "another", "aria-label": t.workbench.anotherValue(key), placeholder: t.workbench.anotherValueHint, spellcheck: "false", autocomplete: "off", onkeydown: type, onblur: take }),
  );
}

/** What a key begins with when it becomes known. */
export function firstValues(info: KeyInfo | undefined): string[] {
  if (info?.multivalued) return [];
  if (info?.type === "Bool") return ["true"];
  if (info?.type === "Date") return [`${new Date().toISOString().slice(0, 19)}Z`];
  return [""];
}

const isTime = (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(text);
const withZone = (text: string) => `${text.length === 16 ? `${text}:00` : text}Z`;

function placeholderOf(type: string | undefined): string | undefined {
  return { IPAddress: "203.0.113.7", ARN: "arn:aws:…", Numeric: "0", Date: "2026-01-31T12:00:00Z" }[type ?? ""];
}

/** What a value of a type can't be; AWS would find that it matches nothing. */
function faultOf(type: string | undefined, value: string): string | undefined {
  if (value === "") return undefined;
  if (type === "IPAddress" && !/^(\d{1,3}(\.\d{1,3}){3}|[\da-f]*:[\da-f:.]*)(\/\d{1,3})?$/i.test(value)) return t.workbench.noAddress;
  if (type === "Numeric" && !/^[+-]?\d+(\.\d+)?$/.test(value)) return t.workbench.noNumber;
  if (type === "Date" && Number.isNaN(Date.parse(value)) && !/^\d+$/.test(value)) return t.workbench.noDate;
  return undefined;
}
