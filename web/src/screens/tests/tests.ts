// Requests with the decisions that are expected: red and green as the policies change.

import "./tests.css";
import type { App, Screen } from "../../app";
import type { TestResult } from "../../engine/types";
import { chooseFiles } from "../../intake/intake";
import { withTest } from "../../state/apply";
import { attachmentsOf } from "../../state/scenarioPolicies";
import { testCase, type TestDraft } from "../../state/workspace";
import { t } from "../../text/text";
import { h, patch } from "../../ui/dom";
import { menuButton } from "../../ui/menu";
import { toast } from "../../ui/toast";
import { addPresent } from "./add";
import { editTest } from "./edit";
import { exportItems } from "./exports";
import { row } from "./row";

class TestsScreen {
  #app: App;
  #shown = false;
  #stale = true;
  #running = false;
  #results: TestResult[] | undefined;
  #list = h("ol", { class: "tests-list", "aria-label": t.tests.list });
  #summary = h("p", { class: "tests-summary", role: "status", "aria-live": "polite" });

  constructor(root: HTMLElement, app: App) {
    this.#app = app;
    root.append(
      h("div", { class: "tests" },
        h("div", { class: "tests-bar" },
          this.#summary,
          h("button", { type: "button", class: "primary", onclick: () => addPresent(app) }, t.tests.add),
          h("button", { type: "button", onclick: () => chooseFiles(app) }, t.tests.import),
          menuButton(t.tests.export, () => exportItems(app.store.now))),
        this.#list),
    );
    app.store.subscribe((now, before) => {
      if (now === before) return;
      this.#stale = true;
      if (this.#shown) void this.#run();
    });
  }

  show(): void {
    this.#shown = true;
    this.#render();
    if (this.#stale) void this.#run();
  }

  hide(): void {
    this.#shown = false;
  }

  async #run(): Promise<void> {
    this.#render();
    if (this.#running) return;
    this.#running = true;
    while (this.#stale) {
      this.#stale = false;
      const workspace = this.#app.store.now;
      try {
        await this.#app.engine.ready;
        const cases = workspace.tests.map((it) => testCase(workspace, it));
        this.#results = cases.length === 0 ? [] : await this.#app.engine.test(cases);
      } catch (error) {
        this.#results = undefined;
        this.#summary.textContent = t.tests.failed(error instanceof Error ? error.message : String(error));
        this.#running = false;
        return;
      }
    }
    this.#running = false;
    this.#render();
  }

  #render(): void {
    const { tests } = this.#app.store.now;
    const results = this.#results?.length === tests.length ? this.#results : undefined;
    patch(this.#list, tests.length === 0
      ? h("li", { class: "tests-none" }, t.tests.none)
      : tests.map((test, at) => row(test, results?.[at], at, tests.length, {
          open: () => this.#open(test),
          edit: () => editTest(this.#app.store.now, test, this.#app.engine, (changed) => this.#change((all) => all.map((it, other) => (other === at ? changed : it)))),
          move: (by) => this.#move(at, by),
          remove: () => this.#remove(at, test),
        })));
    if (results === undefined || tests.length === 0) this.#summary.textContent = "";
    else {
      const count = (passed: boolean | undefined) => results.filter((it) => it.passed === passed).length;
      this.#summary.textContent = t.tests.summary(count(true), count(false), count(undefined));
      this.#summary.className = `tests-summary ${count(true) === tests.length ? "allowed" : "explicitDeny"}`;
    }
  }

  #change(change: (tests: TestDraft[]) => TestDraft[]): void {
    this.#results = undefined;
    this.#app.store.update((it) => ({ ...it, tests: change(it.tests) }));
  }

  #open(test: TestDraft): void {
    this.#app.store.update((it) => withTest(it, test, test.policies && attachmentsOf(test.policies)));
    this.#app.go("workbench");
  }

  #move(at: number, by: number): void {
    this.#change((all) => {
      const moved = [...all];
      const [test] = moved.splice(at, 1);
      if (test) moved.splice(at + by, 0, test);
      return moved;
    });
    // The focus goes along.
    const button = this.#list.children[at + by]?.querySelector<HTMLButtonElement>(by < 0 ? ".up" : ".down");
    (button?.disabled ? this.#list.children[at + by]?.querySelector<HTMLButtonElement>(by < 0 ? ".down" : ".up") : button)?.focus();
  }

  #remove(at: number, test: TestDraft): void {
    this.#change((all) => all.filter((_, other) => other !== at));
    toast(t.tests.removed(test.name), { text: t.common.undo, run: () => this.#app.store.undo() });
  }
}

let tests: TestsScreen | undefined;

export const screen: Screen = {
  id: "tests",
  mount(root, app) {
    tests = new TestsScreen(root, app);
  },
  show: () => tests?.show(),
  hide: () => tests?.hide(),
};
