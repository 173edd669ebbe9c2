import { InputError } from "../../state/shape";
import { testRequest, type TestDraft, type Workspace } from "../../state/workspace";
import { t } from "../../text/text";
import { Combobox } from "../../ui/combobox";
import { openDialog } from "../../ui/dialog";
import { h } from "../../ui/dom";
import type { EngineClient } from "../../engine/client";
import { contextText, principalText, readContext, readPrincipal } from "./draft";

export const EXPECTED = ["allowed", "denied", "explicitDeny", "implicitDeny", "depends"] as const;

/** A dialog with a test's fields; `save` gets the test as it became. */
export function editTest(workspace: Workspace, test: TestDraft, engine: EngineClient, save: (test: TestDraft) => void): void {
  const request = testRequest(workspace.request, test);
  const line = (value: string, mono = true) => h("input", { type: "text", value, class: mono ? "mono" : "", spellcheck: "false", autocomplete: "off" });
  const field = (label: string, control: HTMLElement) => h("label", { class: "field" }, h("span", null, label), control);
  const name = line(test.name, false);
  const principal = line(principalText(request.principal));
  const action = new Combobox({
    label: t.tests.action,
    value: request.action,
    options: async (text) => (await engine.actions(text, 30)).map((it) => ({ value: it.action, detail: it.levels.join(", ") })),
    change: () => undefined,
  });
  const resource = line(request.resource);
  const account = line(request.resourceAccount ?? "");
  const context = h("textarea", { class: "mono", rows: "4", spellcheck: "false" }, contextText(request.context));
  const expected = h("select", { value: test.expected }, EXPECTED.map((it) => h("option", { value: it }, t.tests.expected[it])));
  const sid = line(test.sid ?? "");
  const fault = h("p", { class: "field-fault", role: "alert" });
  const read = (): TestDraft => {
    if (name.value.trim() === "") throw new InputError(t.tests.lacksName);
    if (action.input.value.trim() === "") throw new InputError(t.tests.lacksAction);
    const { resourceAccount: _account, sid: _sid, ...rest } = { ...test, ...request };
    return {
      ...rest,
      name: name.value.trim(),
      principal: readPrincipal(principal.value),
      action: action.input.value.trim(),
      resource: resource.value.trim() || "*",
      ...(account.value.trim() ? { resourceAccount: account.value.trim() } : {}),
      context: readContext(context.value),
      expected: EXPECTED.find((it) => it === expected.value) ?? "allowed",
      ...(sid.value.trim() ? { sid: sid.value.trim() } : {}),
    };
  };
  const done = () => {
    try {
      save(read());
      return true;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      fault.textContent = error.message;
      return false;
    }
  };
  openDialog(
    t.tests.editTitle,
    [
      field(t.tests.name, name), field(t.tests.principal, principal),
      h("div", { class: "field" }, h("span", null, t.tests.action), action.element),
      field(t.tests.resource, resource), field(t.tests.resourceAccount, account), field(t.tests.context, context),
      field(t.tests.expectedLabel, expected), field(t.tests.sid, sid), fault,
    ],
    [{ text: t.common.cancel }, { text: t.common.ok, primary: true, run: done }],
  );
  name.select();
}
