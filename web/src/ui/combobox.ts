import { h } from "./dom";
import { place } from "./menu";

export interface Option {
  value: string;
  detail?: string;
}

export interface ComboboxProps {
  label: string;
  value: string;
  placeholder?: string;
  /** What to offer for a text; a newer question makes an older answer void. */
  options(text: string): Promise<Option[]> | Option[];
  /** Every change of the text, typed or chosen. */
  change(text: string): void;
  /** When an option was chosen or Enter pressed. */
  commit?(text: string): void;
}

let count = 0;

/** A text field with a list of what is offered, as the ARIA practices describe it; any text may stay. */
export class Combobox {
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
  #list: HTMLElement;
  #options: Option[] = [];
  #active = -1;
  #asked = 0;
  #props: ComboboxProps;

  constructor(props: ComboboxProps) {
    this.#props = props;
    const id = `combobox-${++count}`;
    this.#list = h("div", { class: "listbox", role: "listbox", id, "aria-label": props.label, popover: "manual" });
    this.input = h("input", {
      type: "text",
      role: "combobox",
      value: props.value,
      placeholder: props.placeholder,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      "aria-label": props.label,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
      oninput: () => {
        props.change(this.input.value);
        void this.#show();
      },
      onkeydown: (event: KeyboardEvent) => this.#key(event),
      onclick: () => void this.#show(),
      onblur: () => this.#close(),
    });
    this.element = h("div", { class: "combobox", "data-island": true }, this.input, this.#list);
  }

  set value(text: string) {
    if (this.input.value !== text) this.input.value = text;
  }

  async #show(): Promise<void> {
    const asked = ++this.#asked;
    const options = await this.#props.options(this.input.value);
    if (asked !== this.#asked || document.activeElement !== this.input) return;
    this.#options = options;
    this.#list.replaceChildren(
      ...options.map((option, index) =>
        h("div", {
          role: "option",
          id: `${this.#list.id}-${index}`,
          "aria-selected": "false",
          // Not click: the field would lose the focus first.
          onmousedown: (event: Event) => (event.preventDefault(), this.#choose(index)),
        }, h("span", null, option.value), option.detail && h("small", null, option.detail)),
      ),
    );
    this.#activate(-1);
    if (options.length === 0) return this.#hide();
    if (!this.#list.matches(":popover-open")) this.#list.showPopover();
    this.#list.style.minWidth = `${this.input.offsetWidth}px`;
    place(this.#list, this.input);
    this.input.setAttribute("aria-expanded", "true");
  }

  #close(): void {
    this.#asked++;
    this.#hide();
  }

  #hide(): void {
    if (this.#list.matches(":popover-open")) this.#list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #activate(index: number): void {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = this.#list.children[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #choose(index: number): void {
    const option = this.#options[index];
    if (option) this.input.value = option.value;
    this.#props.change(this.input.value);
    this.#props.commit?.(this.input.value);
    this.#close();
  }

  #key(event: KeyboardEvent): void {
    const open = this.input.getAttribute("aria-expanded") === "true";
    const { length } = this.#options;
    if (event.key === "ArrowDown" && !open) void this.#show();
    else if (event.key === "ArrowDown") this.#activate((this.#active + 1) % length);
    else if (event.key === "ArrowUp" && open) this.#activate((Math.max(this.#active, 0) + length - 1) % length);
    else if (event.key === "Enter") this.#choose(open ? this.#active : -1);
    else if (event.key === "Escape" && open) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
