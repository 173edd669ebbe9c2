// Completion and hover, answered by the engine.

import { type Completion, type CompletionContext, type CompletionResult, autocompletion } from "@codemirror/autocomplete";
import { hoverTooltip } from "@codemirror/view";
import { h } from "../../../ui/dom";
import { markdown } from "../../../ui/markdown";
import type { EditorHost } from "./host";

const ICONS: Record<string, string> = {
  element: "property", value: "constant", service: "namespace", action: "function", pattern: "text",
  arn: "variable", operator: "keyword", key: "property", principal: "class",
};

export function language(host: EditorHost) {
  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.matchBefore(/[\w:*$."-]+/);
    if (!context.explicit && before === null) return null;
    const found = await host.engine.complete(host.name(), context.pos, host.type());
    if (context.aborted || found.items.length === 0) return null;
    const options = found.items.map((item, index): Completion => ({
      label: item.label,
      type: ICONS[item.kind] ?? "text",
      // The engine's order counts.
      boost: -index / found.items.length,
      apply: item.insert,
      ...(item.detail === undefined ? {} : { detail: item.detail }),
    }));
    return { from: found.from, to: found.to, options, filter: false };
  };

  const hover = hoverTooltip(async (_view, offset) => {
    const found = await host.engine.hover(host.name(), offset, host.type());
    if (found === null) return null;
    return {
      pos: found.from,
      end: found.to,
      create: () => ({ dom: h("div", { class: "hover" }, markdown(found.markdown)) }),
    };
  }, { hideOnChange: true });

  // After a service come its actions, after an element its value.
  const goesOn = ({ type }: Completion) => type === "namespace" || type === "property";
  return [autocompletion({ override: [complete], icons: true, activateOnCompletion: goesOn, maxRenderedOptions: 60 }), hover];
}
