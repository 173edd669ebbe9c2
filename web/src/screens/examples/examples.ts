// The gallery: stories with their policies and tests, and AWS's managed policies by name.

import "./examples.css";
import type { App, Screen } from "../../app";
import { loadStories } from "../../gallery/load";
import { openStory } from "../../gallery/open";
import type { Story } from "../../gallery/types";
import { withScenario } from "../../state/apply";
import { t } from "../../text/text";
import { h, patch } from "../../ui/dom";
import { markdown } from "../../ui/markdown";
import { toast } from "../../ui/toast";
import { managed } from "./managed";

class ExamplesScreen {
  #app: App;
  #stories: Story[] = [];
  #query = "";
  #chosen: Story | undefined;
  #count = h("p", { class: "gallery-count", role: "status", "aria-live": "polite" }, t.examples.loading);
  #list = h("ul", { class: "gallery-list" });
  #story = h("article", { class: "gallery-story", tabindex: "-1" }, h("p", { class: "gallery-pick" }, t.examples.pick));

  constructor(root: HTMLElement, app: App) {
    this.#app = app;
    const field = h("input", {
      type: "search", "aria-label": t.examples.search, placeholder: t.examples.search,
      oninput: () => {
        this.#query = field.value;
        this.#show();
      },
    });
    root.append(
      h("div", { class: "gallery" },
        h("section", { class: "gallery-side" },
          managed(app, (policy) => this.#instead(policy)),
          h("h2", null, t.examples.stories), field, this.#count, this.#list),
        h("div", { class: "gallery-main" }, this.#story)),
    );
  }

  async load(): Promise<void> {
    try {
      this.#stories = await loadStories();
      this.#chosen ??= this.#stories[0];
      this.#show();
      this.#read();
    } catch (error) {
      this.#count.textContent = t.examples.failed(error instanceof Error ? error.message : String(error));
    }
  }

  #show(): void {
    const found = search(this.#stories, this.#query);
    this.#count.textContent = t.examples.count(found.length, this.#stories.length);
    patch(this.#list, found.map((it) =>
      h("li", { "data-key": it.slug, class: it === this.#chosen ? "current" : "" },
        h("button", { type: "button", class: "gallery-item", "aria-current": it === this.#chosen ? "true" : null, onclick: () => this.#choose(it) },
          h("strong", null, it.title), h("small", null, it.moral)),
        h("button", { type: "button", class: "gallery-open", "aria-label": `${t.examples.open}: ${it.title}`, title: t.examples.open, onclick: () => open(this.#app, it) }, "→"))));
  }

  /** Shows something else where the story is. */
  #instead(content: HTMLElement[]): void {
    this.#chosen = undefined;
    this.#show();
    this.#story.replaceChildren(...content);
    this.#reveal();
  }

  #choose(story: Story): void {
    this.#chosen = story;
    this.#show();
    this.#read();
    this.#reveal();
    this.#story.focus({ preventScroll: true });
  }

  #reveal(): void {
    // Where the list stands above the story, it would else be out of sight.
    if (this.#story.getBoundingClientRect().top > innerHeight / 2) this.#story.scrollIntoView({ block: "start" });
  }

  #read(): void {
    const story = this.#chosen;
    if (story === undefined) return;
    this.#story.replaceChildren(
      h("header", { class: "gallery-head" },
        h("div", null, h("h2", null, story.title), h("p", { class: "gallery-moral" }, story.moral)),
        h("button", { type: "button", class: "primary", onclick: () => open(this.#app, story) }, t.examples.open)),
      h("div", { class: "prose" }, markdown(story.story)),
      h("h3", null, t.examples.files),
      ...Object.entries(story.files).map(([name, text]) => h("details", null, h("summary", { class: "mono" }, name), h("pre", { tabindex: "0" }, h("code", null, text)))),
      h("h3", null, t.examples.tests),
      h("ol", { class: "gallery-tests" }, openStory(story).tests.map((it) => h("li", null, it.name, " ", h("span", { class: "badge" }, t.tests.expected[it.expected])))),
    );
    this.#story.scrollTop = 0;
  }
}

/** Stories with all words; those that have them in their title or lesson come first. */
function search(stories: Story[], query: string): Story[] {
  const words = query.toLowerCase().split(/\s+/);
  const says = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const head = (it: Story) => says(`${it.slug} ${it.title} ${it.moral}`);
  // What the command prints names all layers in every story.
  const all = (it: Story) => says(`${it.slug} ${it.title} ${it.moral} ${it.story.replace(/```[^]*?```/g, "")} ${Object.values(it.files).join(" ")}`);
  return [...stories.filter(head), ...stories.filter((it) => !head(it) && all(it))];
}

function open(app: App, story: Story): void {
  const imported = openStory(story);
  app.store.update(() => withScenario(imported));
  app.go("workbench");
  toast(t.examples.opened(story.title, imported.tests.length), { text: t.common.undo, run: () => app.store.undo() });
}

let examples: ExamplesScreen | undefined;

export const screen: Screen = {
  id: "examples",
  mount(root, app) {
    examples = new ExamplesScreen(root, app);
  },
  show: () => void examples?.load(),
};
