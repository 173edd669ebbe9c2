// The editors: a tab for each document, one view that shows one of them.

import { nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, type Extension, type Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { App } from "../../../app";
import type { Answer } from "../../../engine/types";
import { isManaged, setText } from "../../../state/edits";
import { policyTypeOf } from "../../../state/layers";
import type { Workspace } from "../../../state/workspace";
import { t } from "../../../text/text";
import { toast } from "../../../ui/toast";
import { Checks } from "./checks";
import { diagnosticOf } from "./findings";
import { flash, flashes } from "./flash";
import { type Ghost, ghosts, proposeGhost } from "./ghost";
import type { EditorHost } from "./host";
import { language } from "./language";
import { setup } from "./setup";
import { byPlace, setStatements, statementStates } from "./states";

/** Marks what the store changed, which need not be told to it. */
const fromStore = Annotation.define<boolean>();

export class Pane {
  readonly checks: Checks;
  #app: App;
  #view: EditorView;
  #shown = "";
  #states = new Map<string, EditorState>();
  #extensions: Extension;
  #watchers: (() => void)[] = [];
  /** As long as what was typed here goes to the store. */
  #writing = false;
  #answer: { answer: Answer; workspace: Workspace } | undefined;

  constructor(parent: HTMLElement, app: App) {
    this.#app = app;
    const host: EditorHost = { engine: app.engine, name: () => this.#shown, type: () => policyTypeOf(app.store.now, this.#shown) };
    this.#extensions = [
      setup(() => toast(t.common.tooLong)),
      statementStates,
      flashes,
      ghosts,
      language(host),
    ];
    this.#view = new EditorView({ parent, state: this.#make("", ""), dispatchTransactions: (them, view) => this.#dispatch(them, view) });
    this.checks = new Checks(app, (name) => this.#squiggle(name));
    app.store.subscribe((now, before) => this.#changed(now, before));
    app.live.subscribe((answer, workspace) => this.#answered(answer, workspace));
    this.show(app.store.now.documents[0]?.name ?? "");
  }

  get shown(): string {
    return this.#shown;
  }

  /** Calls back when another document is shown. */
  watch(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  show(name: string): void {
    if (this.#shown === name && name !== "") return;
    if (this.#shown !== "") this.#states.set(this.#shown, this.#view.state);
    this.#shown = name;
    const text = this.#app.store.now.documents.find((it) => it.name === name)?.text;
    const kept = this.#states.get(name);
    this.#view.setState(kept ?? this.#make(name, text ?? ""));
    if (text !== undefined) this.#replace(text);
    if (isManaged(name)) void this.#fill(name);
    this.#view.dom.hidden = name === "";
    this.#paint();
    this.#squiggle(name);
    for (const watcher of this.#watchers) watcher();
  }

  focus(): void {
    this.#view.focus();
  }

  /** Shows a place of a document, in a flash. */
  async jump(name: string, from: number, to: number): Promise<void> {
    this.show(name);
    if (isManaged(name)) await this.#fill(name);
    flash(this.#view, from, to);
    this.#view.focus();
    this.#view.dom.scrollIntoView({ block: "nearest" });
  }

  propose(name: string, ghost: Ghost): void {
    this.show(name);
    this.#view.dom.scrollIntoView({ block: "nearest" });
    proposeGhost(this.#view, ghost);
  }

  /** The next in this document, then the first of the next that has one. */
  nextFinding(): void {
    const { head } = this.#view.state.selection.main;
    const names = this.#app.store.now.documents.map((it) => it.name);
    const at = names.indexOf(this.#shown);
    const around = [...names.slice(at), ...names.slice(0, at)];
    const last = Math.max(-1, ...(this.checks.last(this.#shown)?.findings ?? []).map((it) => it.from));
    const next = last > head ? undefined : around.slice(1).find((name) => (this.checks.last(name)?.findings.length ?? 0) > 0);
    if (next !== undefined) {
      this.show(next);
      this.#view.dispatch({ selection: { anchor: 0 } });
    }
    this.#view.focus();
    nextDiagnostic(this.#view);
  }

  #make(name: string, text: string): EditorState {
    const readOnly = isManaged(name);
    const label = readOnly ? t.workbench.readOnlyEditor(name) : t.workbench.editor(name);
    return EditorState.create({
      doc: text,
      extensions: [this.#extensions, EditorState.readOnly.of(readOnly), EditorView.contentAttributes.of({ "aria-label": label })],
    });
  }

  /** The engine is asked first: it decides while the editor draws. */
  #dispatch(transactions: readonly Transaction[], view: EditorView): void {
    const own = transactions.some((it) => it.docChanged && !it.annotation(fromStore));
    const text = transactions.at(-1)?.newDoc.toString();
    if (own && text !== undefined && !isManaged(this.#shown)) {
      const name = this.#shown;
      this.#writing = true;
      try {
        this.#app.store.update((workspace) => setText(workspace, name, text), `text ${name}`);
      } finally {
        this.#writing = false;
      }
    }
    view.update(transactions);
  }

  #replace(text: string): void {
    const { state } = this.#view;
    if (state.doc.toString() === text) return;
    this.#view.dispatch({ changes: difference(state.doc.toString(), text), annotations: fromStore.of(true) });
  }

  /** AWS's policies are no documents: their text comes from the engine. */
  async #fill(name: string): Promise<void> {
    const policy = await this.#app.engine.managedPolicy(name.slice("managed:".length));
    if (policy && this.#shown === name) {
      this.#replace(policy.text);
      this.#paint();
    }
  }

  #changed(now: Workspace, before: Workspace): void {
    const names = new Set([...now.documents.map((it) => it.name), ...now.attachments.map((it) => it.document)]);
    for (const name of this.#states.keys()) if (!names.has(name)) this.#states.delete(name);
    if (!names.has(this.#shown)) {
      // Renamed in place, or gone.
      const at = before.documents.findIndex((it) => it.name === this.#shown);
      this.#shown = "";
      this.show(now.documents[Math.min(Math.max(at, 0), now.documents.length - 1)]?.name ?? "");
    } else {
      const text = now.documents.find((it) => it.name === this.#shown)?.text;
      if (text !== undefined && !this.#writing) this.#replace(text);
    }
    if (this.#shown === "" && now.documents[0]) this.show(now.documents[0].name);
  }

  #answered(answer: Answer, workspace: Workspace): void {
    this.#answer = { answer, workspace };
    this.#paint();
  }

  #paint(): void {
    const { answer, workspace } = this.#answer ?? {};
    const asked = workspace?.documents.find((it) => it.name === this.#shown)?.text;
    // An answer about another text has other places; its successor is under way.
    if (!answer || (asked !== undefined && asked !== this.#view.state.doc.toString())) return;
    const statements = byPlace(answer.statements.filter((it) => it.document === this.#shown));
    this.#view.dispatch({ effects: setStatements.of(statements) });
  }

  #squiggle(name: string): void {
    if (name !== this.#shown) return;
    const { state } = this.#view;
    const found = this.checks.of(name, state.doc.toString());
    if (found) this.#view.dispatch(setDiagnostics(state, found.findings.map((it) => diagnosticOf(it, state.doc.length))));
  }
}

/** The one change that makes one text of another, so that the cursor stays where it is. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
