// The layers of a decision in AWS's order, with what is in each and what each says.

import type { App } from "../../../app";
import type { Answer } from "../../../engine/types";
import { CHECK_OF } from "../../../state/layers";
import { switchLayer } from "../../../state/edits";
import { LAYERS, type Attachment, type Layer } from "../../../state/workspace";
import { t } from "../../../text/text";
import { h, patch } from "../../../ui/dom";
import { openMenu } from "../../../ui/menu";
import { effectChip } from "../../../ui/verdict";
import type { Pane } from "../editor/pane";
import { addItems, addText } from "./add";
import { attachmentRow } from "./row";

export function rail(root: HTMLElement, app: App, pane: Pane): void {
  let answer: Answer | undefined;
  const render = () => {
    const { attachments, off } = app.store.now;
    patch(
      root,
      LAYERS.map((layer, at) => card(app, pane, answer, layer, at, attachments.filter((it) => it.layer === layer), !off.includes(layer))),
    );
  };
  app.live.subscribe((it) => {
    answer = it;
    render();
  });
  app.store.subscribe((now, before) => {
    if (now.attachments !== before.attachments || now.off !== before.off || now.documents.length !== before.documents.length) render();
  });
  pane.watch(render);
  pane.checks.watch(render);
  render();
}

function card(app: App, pane: Pane, answer: Answer | undefined, layer: Layer, at: number, attachments: Attachment[], on: boolean): HTMLElement {
  const name = t.layers[layer];
  const checks = answer?.report?.checks.filter((it) => it.checkType === CHECK_OF[layer]) ?? [];
  const effect = answer?.report && worst(checks.map((it) => it.evaluatedEffect));
  const add = (event: Event) => openMenu(event.currentTarget as HTMLElement, addItems(app, pane, layer));
  const groups = grouped(layer, attachments);
  return h(
    "section",
    {
      class: `layer${on ? "" : " off"}${attachments.length === 0 ? " empty" : ""}`, "data-key": layer, id: `layer-${layer}`, tabindex: "-1", "aria-label": name,
      ondragover: (event: DragEvent) => event.dataTransfer?.types.includes("Files") && event.preventDefault(),
      ondrop: (event: DragEvent) => dropped(event, app, pane, layer),
    },
    h(
      "header",
      null,
      h("h2", { title: t.workbench.layerHint(at + 1) }, name),
      attachments.length > 0 && effect && on && effectChip(effect),
      attachments.length > 0 &&
        h("input", {
          type: "checkbox", role: "switch", class: "switch", checked: on, "aria-label": t.workbench.layerSwitch(name), title: t.workbench.whatIf,
          onchange: (event: Event) => app.store.update((it) => switchLayer(it, layer, (event.currentTarget as HTMLInputElement).checked)),
        }),
      h("button", { type: "button", class: "quiet icon", "aria-label": t.workbench.addTo(name), title: t.workbench.addTo(name), "aria-haspopup": "menu", onclick: add }, "+"),
    ),
    groups.map(([title, members]) => [
      title !== "" && h("h3", { "data-key": `group ${title}` }, title, levelChip(checks, title)),
      h("ul", { "data-key": `list ${title}` }, members.map((it) => attachmentRow(app, pane, it, answer))),
    ]),
  );
}

/** SCPs and RCPs by level, identity policies by how they come. */
function grouped(layer: Layer, attachments: Attachment[]): [string, Attachment[]][] {
  const groups = new Map<string, Attachment[]>();
  for (const it of attachments) {
    const leveled = layer === "scp" || layer === "rcp";
    const title = leveled ? t.workbench.level(it.level ?? "root") : it.group === undefined ? "" : t.workbench.group(it.group);
    groups.set(title, [...(groups.get(title) ?? []), it]);
  }
  return [...groups];
}

function levelChip(checks: NonNullable<Answer["report"]>["checks"], title: string): HTMLElement | false {
  const check = checks.find((it) => it.level !== undefined && t.workbench.level(it.level) === title);
  return check !== undefined && effectChip(check.evaluatedEffect);
}

type Effect = NonNullable<Answer["report"]>["checks"][number]["evaluatedEffect"];

/** What a layer of several levels says: the first of these that any of them says. */
function worst(effects: Effect[]): Effect | undefined {
  const order: Effect[] = ["EXPLICIT_DENY", "IMPLICIT_DENY", "DEPENDS", "ALLOW", "NO_IMPACT"];
  return effects.length === 0 ? "NO_IMPACT" : order.find((it) => effects.includes(it));
}

async function dropped(event: DragEvent, app: App, pane: Pane, layer: Layer): Promise<void> {
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  // The page has a place for files that are dropped anywhere else.
  event.stopPropagation();
  for (const file of files) await addText(app, pane, layer, file);
}
