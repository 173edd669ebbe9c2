// Names are made of words: runs of letters and digits between other characters. Of these, account ids are words of
// their own. What is not a word (`-`, `/`, `*`, `${…}`) stays as it is, and so prefixes and wildcards keep their sense.

const TOKEN = /\$\{[^}]*\}?|(?<!\d)\d{12}(?!\d)|(?:(?!(?<!\d)\d{12}(?!\d))[A-Za-z0-9])+/g;

/** Whether a word is an account id. */
export const isAccount = (word: string) => /^\d{12}$/.test(word);

/** The words of a text; what stands in `${…}` is none. */
export function words(text: string): string[] {
  return [...text.matchAll(TOKEN)].map(([word]) => word).filter((it) => !it.startsWith("${"));
}

export function replaceWords(text: string, change: (word: string) => string): string {
  return text.replace(TOKEN, (word) => (word.startsWith("${") ? word : change(word)));
}

/** Ends of words that touch a wildcard or a variable: what they stand for depends on their letters. */
export interface Partial {
  text: string;
  /** On which side it goes on. */
  open: "after" | "before" | "both";
}

/** What a pattern says of parts of words: `rep*` of words that begin with `rep`. */
export function partials(pattern: string): Partial[] {
  const found: Partial[] = [];
  for (const { 0: text, index } of pattern.matchAll(/[A-Za-z0-9]+(?![^{}]*\})/g)) {
    const before = /[*?}]$/.test(pattern.slice(0, index));
    const after = /^(?:[*?]|\$\{)/.test(pattern.slice(index + text.length));
    if (before || after) found.push({ text: text.toLowerCase(), open: before && after ? "both" : before ? "before" : "after" });
  }
  return found;
}

/** Longer words are taken to have any part: none is a name. */
const LONGEST = 200;

/** Which words have such parts where they count; as quick for thousands of parts as for one. */
export class Looks {
  #of: Record<Partial["open"], Set<string>> = { after: new Set(), before: new Set(), both: new Set() };
  #lengths = new Set<number>();

  constructor(partials: Partial[]) {
    for (const { text, open } of partials) {
      this.#of[open].add(text);
      this.#lengths.add(text.length);
    }
  }

  touch(word: string): boolean {
    const text = word.toLowerCase();
    if (text.length > LONGEST) return true;
    for (const length of this.#lengths) {
      if (length > text.length) continue;
      if (this.#of.after.has(text.slice(0, length)) || this.#of.before.has(text.slice(text.length - length))) return true;
      if (this.#of.both.size === 0) continue;
      for (let at = 0; at + length <= text.length; at += 1) if (this.#of.both.has(text.slice(at, at + length))) return true;
    }
    return false;
  }
}
