// What each statement says about the request: a sign in the gutter, a note behind the clause that fails.

import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, WidgetType, gutter } from "@codemirror/view";
import type { StatementState } from "../../../engine/types";
import { t } from "../../../text/text";
import { h } from "../../../ui/dom";

/** The statements of the document that is shown, by place; their places are those of its present text. */
export const setStatements = StateEffect.define<StatementState[]>();

const MOST_NOTE = 90;

class Sign extends GutterMarker {
  constructor(readonly statement: StatementState) {
    super();
  }

  override eq(other: Sign): boolean {
    return look(this.statement).kind === look(other.statement).kind && told(this.statement) === told(other.statement);
  }

  override toDOM(): HTMLElement {
    const { icon, kind } = look(this.statement);
    return h("span", { class: `sign ${kind}${this.statement.deciding ? " deciding" : ""}`, role: "img", "aria-label": told(this.statement), title: told(this.statement) }, icon);
  }
}

function look({ matched, effect }: StatementState): { icon: string; kind: string } {
  if (matched === "unknown") return { icon: "?", kind: "depends" };
  if (matched === "no") return { icon: "–", kind: "none" };
  return effect === "Deny" ? { icon: "⊘", kind: "explicitDeny" } : { icon: "✓", kind: "allowed" };
}

function told(statement: StatementState): string {
  const elements = statement.elements.map((it) => `${t.workbench.truth[it.matched]} ${it.element}: ${it.because}`);
  return [t.workbench.statement(statement.effect, statement.matched, statement.deciding), ...elements].join("\n");
}

class Note extends WidgetType {
  constructor(readonly text: string, readonly kind: string) {
    super();
  }

  override eq(other: Note): boolean {
    return this.text === other.text && this.kind === other.kind;
  }

  override toDOM(): HTMLElement {
    const short = this.text.length > MOST_NOTE ? `${this.text.slice(0, MOST_NOTE)}…` : this.text;
    return h("span", { class: `note ${this.kind}`, title: this.text }, this.kind === "depends" ? "? " : "✗ ", short);
  }
}

interface Shown {
  statements: StatementState[];
  decorations: DecorationSet;
}

const field = StateField.define<Shown>({
  create: () => ({ statements: [], decorations: Decoration.none }),
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setStatements)) continue;
      const { length } = transaction.newDoc;
      const statements = effect.value.filter((it) => it.to <= length);
      return { statements, decorations: notes(transaction.newDoc.lineAt.bind(transaction.newDoc), statements) };
    }
    if (!transaction.docChanged) return shown;
    // Until the next answer, a moment later, all moves along.
    const at = (offset: number) => transaction.changes.mapPos(offset);
    const statements = shown.statements.map((it) => ({ ...it, from: at(it.from), to: at(it.to) }));
    return { statements, decorations: shown.decorations.map(transaction.changes) };
  },
  provide: (it) => EditorView.decorations.from(it, (shown) => shown.decorations),
});

function notes(lineAt: (offset: number) => { from: number; to: number }, statements: StatementState[]): DecorationSet {
  const all = statements.flatMap((statement) => {
    const failing = statement.elements.filter((it) => it.matched !== "yes" && it.to > it.from);
    // That an action is another is no news, where nothing but it is looked at.
    return failing.filter((it) => it.matched === "unknown" || !/Action$/.test(it.element) || statement.elements.length === 1);
  });
  const ranges = all.flatMap((it) => {
    const kind = it.matched === "unknown" ? "depends" : "implicitDeny";
    const note = Decoration.widget({ widget: new Note(it.because, kind), side: 1 });
    return [Decoration.mark({ class: `clause ${kind}` }).range(it.from, it.to), note.range(lineAt(it.to).to)];
  });
  return Decoration.set(ranges, true);
}

const signs = gutter({
  class: "signs",
  renderEmptyElements: false,
  markers: (view) => {
    const builder = new RangeSetBuilder<Sign>();
    const doc = view.state.doc;
    let last = -1;
    for (const statement of view.state.field(field).statements) {
      const line = doc.lineAt(Math.min(statement.from, doc.length)).from;
      if (line > last) builder.add(line, line, new Sign(statement));
      last = Math.max(line, last);
    }
    return builder.finish();
  },
  lineMarkerChange: (update) => update.startState.field(field) !== update.state.field(field),
});

/** Of a document that stands in several layers, a statement's most telling state; by place. */
export function byPlace(statements: StatementState[]): StatementState[] {
  const weight = (it: StatementState) => (it.deciding ? 4 : 0) + { yes: 2, unknown: 1, no: 0 }[it.matched];
  const best = new Map<number, StatementState>();
  for (const it of statements) {
    const other = best.get(it.index);
    if (other === undefined || weight(it) > weight(other)) best.set(it.index, it);
  }
  return [...best.values()].sort((one, other) => one.from - other.from);
}

export const statementStates = [field, signs];
