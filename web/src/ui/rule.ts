import { loadRules } from "../gallery/load";
import { t } from "../text/text";
import { openDialog } from "./dialog";
import { h } from "./dom";
import { markdown } from "./markdown";

/** The page of a lint rule, in a dialog. */
export async function openRule(code: string): Promise<void> {
  const rules = await loadRules();
  const text = Object.hasOwn(rules, code) ? rules[code] : undefined;
  openDialog(t.rules.title(code), h("div", { class: "prose" }, markdown(text ?? t.rules.none(code), 2)), [], "wide");
}
