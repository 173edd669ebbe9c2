// A document in a layer: its switch, its name, what its statements say, and what can be done with it.

import type { App } from "../../../app";
import type { Answer } from "../../../engine/types";
import { changeAttachment, detach, isManaged, moveTo, rename, shift } from "../../../state/edits";
import { CHECK_OF } from "../../../state/layers";
import { LAYERS, type Attachment } from "../../../state/workspace";
import { t } from "../../../text/text";
import { ask } from "../../../ui/dialog";
import { h } from "../../../ui/dom";
import { type MenuItem, openMenu } from "../../../ui/menu";
import { undoToast } from "../../../ui/toast";
import type { Pane } from "../editor/pane";
import { nameFault } from "./names";

export function attachmentRow(app: App, pane: Pane, attachment: Attachment, answer: Answer | undefined): HTMLElement {
  const { document: name, on } = attachment;
  const shown = isManaged(name) ? name.slice("managed:".length) : name;
  const count = pane.checks.last(name)?.statements.length;
  const faulty = answer?.faults.some((it) => it.document === name);
  return h(
    "li",
    { class: `attachment${on ? "" : " off"}${pane.shown === name ? " shown" : ""}`, "data-key": `${attachment.level ?? ""} ${attachment.group ?? ""} ${name}` },
    h("input", {
      type: "checkbox", checked: on, "aria-label": t.workbench.documentSwitch(shown), title: t.workbench.whatIf,
      onchange: (event: Event) => app.store.update((it) => changeAttachment(it, attachment, { on: (event.currentTarget as HTMLInputElement).checked })),
    }),
    h("button", { type: "button", class: "quiet name", onclick: () => pane.show(name), title: count === undefined ? shown : `${shown}, ${t.counts.statements(count)}` },
      h("span", null, shown),
      isManaged(name) && h("span", { class: "badge" }, "AWS"),
      faulty ? h("span", { class: "badge fault" }, t.workbench.unreadable) : says(attachment, answer),
    ),
    h("button", { type: "button", class: "quiet icon", "aria-haspopup": "menu", "aria-label": t.workbench.more(shown), onclick: (event: Event) => openMenu(event.currentTarget as HTMLElement, items(app, pane, attachment)) }, "⋯"),
  );
}

/** ✓ or ⊘ for what matches in it. */
function says({ layer, document, on }: Attachment, answer: Answer | undefined): HTMLElement | false {
  const matched = answer?.statements.filter((it) => it.document === document && it.checkType === CHECK_OF[layer] && it.matched !== "no") ?? [];
  if (!on || matched.length === 0) return false;
  const deny = matched.some((it) => it.effect === "Deny" && it.matched === "yes");
  const open = matched.some((it) => it.matched === "unknown");
  const [kind, icon, word] = deny ? ["explicitDeny", "⊘", t.effects.EXPLICIT_DENY] : open ? ["depends", "?", t.effects.DEPENDS] : ["allowed", "✓", t.effects.ALLOW];
  return h("span", { class: `says ${kind}`, role: "img", "aria-label": word, title: word }, icon);
}

function items(app: App, pane: Pane, attachment: Attachment): MenuItem[] {
  const { store } = app;
  const { layer, document: name } = attachment;
  const same = store.now.attachments.filter((it) => it.layer === layer);
  const at = same.indexOf(attachment);
  const renameIt = async () => {
    const to = await ask(t.common.rename, t.workbench.newName, name, (text) => (text === name ? undefined : nameFault(store.now, text)));
    if (to === undefined || to === name) return;
    store.update((it) => rename(it, name, to));
    pane.show(to);
  };
  const removeIt = () => {
    store.update((it) => detach(it, attachment));
    undoToast(store, t.workbench.removed(name));
  };
  const setField = async (field: "level" | "group") => {
    const to = await ask(t.workbench.fields[field], t.workbench.fields[field], attachment[field] ?? "", () => undefined);
    if (to === undefined) return;
    const { [field]: _, ...rest } = attachment;
    store.update((it) => ({ ...it, attachments: it.attachments.map((other) => (other === attachment ? (to === "" ? rest : { ...rest, [field]: to }) : other)) }));
  };
  return [
    { text: t.workbench.open, run: () => (pane.show(name), pane.focus()) },
    ...(isManaged(name) ? [] : [{ text: `${t.common.rename}…`, run: () => void renameIt() }]),
    ...(layer === "scp" || layer === "rcp" ? [{ text: `${t.workbench.fields.level}…`, run: () => void setField("level") }] : []),
    ...(layer === "identity" ? [{ text: `${t.workbench.fields.group}…`, run: () => void setField("group") }] : []),
    ...(at > 0 ? [{ text: t.workbench.up, run: () => store.update((it) => shift(it, attachment, -1)) }] : []),
    ...(at < same.length - 1 ? [{ text: t.workbench.down, run: () => store.update((it) => shift(it, attachment, 1)) }] : []),
    ...LAYERS.filter((it) => it !== layer).map((it) => ({ text: t.workbench.moveTo(t.layers[it]), run: () => store.update((now) => moveTo(now, attachment, it)) })),
    { text: t.common.remove, run: removeIt },
  ];
}
