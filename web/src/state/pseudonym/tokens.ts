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

/** Whether a word has such a part where it counts. */
export function touches(word: string, { text, open }: Partial): boolean {
  const lower = word.toLowerCase();
  return open === "both" ? lower.includes(text) : open === "after" ? lower.startsWith(text) : lower.endsWith(text);
}
