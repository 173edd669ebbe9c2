// Shows a place: scrolls to it and lights it up for a moment.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

const setFlash = StateEffect.define<{ from: number; to: number } | null>();

const FLASH_MS = 1600;

export const flashes = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setFlash)) continue;
      return effect.value ? lines(transaction.newDoc.lineAt.bind(transaction.newDoc), effect.value) : Decoration.none;
    }
    return shown.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function lines(lineAt: (offset: number) => { from: number; to: number }, { from, to }: { from: number; to: number }): DecorationSet {
  const ranges = [];
  for (let line = lineAt(from); ; line = lineAt(line.to + 1)) {
    ranges.push(Decoration.line({ class: "flash" }).range(line.from));
    if (line.to >= to) return Decoration.set(ranges);
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;

export function flash(view: EditorView, from: number, to: number): void {
  const { length } = view.state.doc;
  const place = { from: Math.min(from, length), to: Math.min(to, length) };
  view.dispatch({
    selection: { anchor: place.from },
    effects: [setFlash.of(place), EditorView.scrollIntoView(place.from, { y: "center" })],
  });
  clearTimeout(timer);
  timer = setTimeout(() => view.dispatch({ effects: setFlash.of(null) }), FLASH_MS);
}
