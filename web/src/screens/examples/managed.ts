import type { App } from "../../app";
import { withManaged, withPolicy } from "../../state/apply";
import type { Workspace } from "../../state/workspace";
import { t } from "../../text/text";
import { Combobox } from "../../ui/combobox";
import { h } from "../../ui/dom";
import { toast } from "../../ui/toast";

/** A managed policy of AWS by its name; `show` gets what there is to see and to press. */
export function managed(app: App, show: (content: HTMLElement[]) => void): HTMLElement {
  const fault = h("p", { class: "field-fault", role: "status" });
  const find = async (name: string) => {
    fault.textContent = "";
    if (name.trim() === "") return;
    const policy = await app.engine.managedPolicy(name.trim());
    if (search.input.value !== name) return;
    if (policy === null) fault.textContent = t.examples.noManaged(name);
    else show(page(app, policy));
  };
  const search = new Combobox({
    label: t.examples.managedSearch,
    value: "",
    placeholder: t.examples.managedExample,
    options: async (text) => (await app.engine.managed(text, 50)).map((value) => ({ value })),
    change: () => (fault.textContent = ""),
    commit: (name) => void find(name),
  });
  return h("section", { class: "managed" }, h("h2", null, t.examples.managed), h("p", null, h("small", null, t.examples.managedHelp)), search.element, fault);
}

function page(app: App, policy: { name: string; arn: string; text: string }): HTMLElement[] {
  const attach = (text: string, change: (workspace: Workspace) => Workspace, primary: boolean) => {
    const run = () => {
      app.store.update(change);
      app.go("workbench");
      toast(t.examples.attached(policy.name), { text: t.common.undo, run: () => app.store.undo() });
    };
    return h("button", { type: "button", class: primary ? "primary" : "", onclick: run }, text);
  };
  return [
    h("header", { class: "gallery-head" },
      h("div", null, h("h2", null, policy.name), h("p", { class: "gallery-moral mono" }, policy.arn)),
      h("div", { class: "managed-buttons" },
        attach(t.examples.copyToEdit, (it) => withPolicy(it, { name: `${policy.name}.json`, text: policy.text }, "identity"), false),
        attach(t.examples.attach, (it) => withManaged(it, policy.name), true))),
    h("pre", { tabindex: "0" }, h("code", null, policy.text)),
  ];
}
