import type { App } from "../../app";
import { withManaged, withPolicy } from "../../state/apply";
import type { Workspace } from "../../state/workspace";
import { t } from "../../text/text";
import { Combobox } from "../../ui/combobox";
import { h } from "../../ui/dom";
import { toast } from "../../ui/toast";

/** A managed policy of AWS by its name: seen, attached, or copied to be edited. */
export function managed(app: App): HTMLElement {
  const preview = h("div", { class: "managed-preview", "aria-live": "polite" });
  const show = async (name: string) => {
    if (name.trim() === "") return preview.replaceChildren();
    const policy = await app.engine.managedPolicy(name.trim());
    if (search.input.value !== name) return;
    if (policy === null) return preview.replaceChildren(h("p", { class: "field-fault" }, t.examples.noManaged(name)));
    const attach = (text: string, change: (workspace: Workspace) => Workspace) =>
      h("button", { type: "button", onclick: () => {
        app.store.update(change);
        app.go("workbench");
        toast(t.examples.attached(policy.name), { text: t.common.undo, run: () => app.store.undo() });
      } }, text);
    preview.replaceChildren(
      h("p", { class: "mono" }, policy.arn),
      h("p", { class: "managed-buttons" },
        attach(t.examples.attach, (it) => withManaged(it, policy.name)),
        attach(t.examples.copyToEdit, (it) => withPolicy(it, { name: `${policy.name}.json`, text: policy.text }, "identity"))),
      h("pre", { tabindex: "0" }, h("code", null, policy.text)));
  };
  const search = new Combobox({
    label: t.examples.managedSearch,
    value: "",
    placeholder: t.examples.managedExample,
    options: async (text) => (await app.engine.managed(text, 50)).map((value) => ({ value })),
    change: () => preview.replaceChildren(),
    commit: (name) => void show(name),
  });
  return h("section", { class: "managed" }, h("h2", null, t.examples.managed), h("p", null, h("small", null, t.examples.managedHelp)), search.element, preview);
}
