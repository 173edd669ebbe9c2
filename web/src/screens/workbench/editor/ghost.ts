// An edit that is only proposed: what it takes away struck through, what it adds in place, and a bar to decide.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, type Panel, WidgetType, keymap, showPanel } from "@codemirror/view";
import type { Edit } from "../../../engine/types";
import { t } from "../../../text/text";
import { h } from "../../../ui/dom";
import { inline } from "../../../ui/markdown";

export interface Ghost {
  title: string;
  edits: Edit[];
  /** After the edits are made. */
  applied(): void;
}

const setGhost = StateEffect.define<Ghost | null>();

class Addition extends WidgetType {
  constructor(readonly text: string) {
    super();
  }

  override eq(other: Addition): boolean {
    return this.text === other.text;
  }

  override toDOM(): HTMLElement {
    return h("ins", { class: "ghost-added" }, this.text);
  }
}

const field = StateField.define<Ghost | null>({
  create: () => null,
  update(ghost, transaction) {
    for (const effect of transaction.effects) if (effect.is(setGhost)) return effect.value;
    // Its places are those of another text.
    return transaction.docChanged ? null : ghost;
  },
  provide: (it) => [
    EditorView.decorations.from(it, (ghost) => {
      const ranges = (ghost?.edits ?? []).flatMap(({ from, to, insert }) => [
        ...(to > from ? [Decoration.mark({ tagName: "del", class: "ghost-removed" }).range(from, to)] : []),
        ...(insert === "" ? [] : [Decoration.widget({ widget: new Addition(insert), side: 1 }).range(to)]),
      ]);
      return Decoration.set(ranges, true);
    }),
    showPanel.from(it, (ghost) => (ghost ? (view) => bar(view, ghost) : null)),
  ],
});

function bar(view: EditorView, ghost: Ghost): Panel {
  const dom = h(
    "div",
    { class: "ghost-bar", role: "group", "aria-label": ghost.title },
    h("span", null, inline(ghost.title)),
    h("button", { type: "button", class: "primary", "data-apply": true, onclick: () => applyGhost(view) }, t.common.apply),
    h("button", { type: "button", onclick: () => dismissGhost(view) }, t.common.dismiss),
  );
  return { dom, top: true };
}

/** Shows an edit; gives whether its places exist. */
export function proposeGhost(view: EditorView, ghost: Ghost): boolean {
  const { length } = view.state.doc;
  const first = ghost.edits[0];
  if (first === undefined || ghost.edits.some((it) => it.to > length)) return false;
  view.dispatch({ effects: [setGhost.of(ghost), EditorView.scrollIntoView(first.from, { y: "center" })] });
  view.dom.querySelector<HTMLElement>("[data-apply]")?.focus();
  return true;
}

function applyGhost(view: EditorView): boolean {
  const ghost = view.state.field(field);
  if (ghost === null) return false;
  view.dispatch({ changes: ghost.edits, effects: setGhost.of(null), userEvent: "input.suggestion" });
  view.focus();
  ghost.applied();
  return true;
}

export function dismissGhost(view: EditorView): boolean {
  if (view.state.field(field) === null) return false;
  view.dispatch({ effects: setGhost.of(null) });
  return true;
}

export const ghosts = [field, keymap.of([{ key: "Mod-Enter", run: applyGhost }, { key: "Escape", run: dismissGhost }])];
