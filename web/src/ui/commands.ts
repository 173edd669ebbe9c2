// Everything the page can do by name: the palette lists it, the sheet shows its keys, the keyboard runs it.

export interface Command {
  id: string;
  title: string;
  /** `Ctrl+K` (on a Mac ⌘ serves, too), `Alt+1`, `F8`, `?`, or two keys in a row: `g m`. */
  keys?: string;
  /** Not offered elsewhere. */
  when?(): boolean;
  run(): void;
}

const SEQUENCE_MS = 1200;

export class Commands {
  #commands = new Map<string, Command>();
  #prefix: { key: string; at: number } | undefined;

  constructor() {
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  add(...commands: Command[]): void {
    for (const command of commands) this.#commands.set(command.id, command);
  }

  get list(): Command[] {
    return [...this.#commands.values()];
  }

  get offered(): Command[] {
    return this.list.filter((it) => it.when?.() ?? true);
  }

  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const chord = chordOf(event);
    const plain = !chord.includes("+") && chord.length === 1;
    // Letters belong to whoever types; a modal dialog takes nothing but its own keys.
    if (document.querySelector("dialog[open]") || (plain && isTyping(event.target))) return;
    const prefix = this.#prefix && event.timeStamp - this.#prefix.at < SEQUENCE_MS ? `${this.#prefix.key} ${chord}` : "";
    this.#prefix = undefined;
    const command = this.offered.find((it) => it.keys === prefix) ?? this.offered.find((it) => it.keys === chord);
    if (command) {
      event.preventDefault();
      command.run();
    } else if (plain && this.list.some((it) => it.keys?.startsWith(`${chord} `))) {
      this.#prefix = { key: chord, at: event.timeStamp };
    }
  }
}

function chordOf(event: KeyboardEvent): string {
  // With Alt, a Mac gives another character; the place of the digit says what is meant.
  const digit = event.altKey && /^Digit(\d)$/.exec(event.code)?.[1];
  const key = digit || (event.key.length === 1 && (event.ctrlKey || event.metaKey) ? event.key.toUpperCase() : event.key);
  const shift = event.shiftKey && (event.key.length > 1 || event.ctrlKey || event.metaKey);
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shift ? "Shift+" : ""}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target instanceof HTMLInputElement && !/^(checkbox|radio|button)$/.test(target.type));
}
