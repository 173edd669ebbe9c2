// Other words for words: of the same length, with letters where letters were and digits where digits were, the same
// for the same, never one that is there already.

import { isAccount, type Looks } from "./tokens";

const ACCOUNTS = ["111122223333", "444455556666", "123456789012"];
const ATTEMPTS = 5000;

export class Inventor {
  readonly names = new Map<string, string>();
  #taken: Set<string>;
  #looks: Looks;
  #seed = 1;

  constructor(there: Iterable<string>, looks: Looks) {
    this.#taken = new Set(there);
    this.#looks = looks;
  }

  /** Gives a word another name; false where none is free. */
  invent(word: string): boolean {
    const candidates = isAccount(word) ? this.#accounts() : this.#likes(word);
    for (const candidate of candidates) {
      if (this.#taken.has(candidate) || this.#looks.touch(candidate)) continue;
      this.#taken.add(candidate);
      this.names.set(word, candidate);
      return true;
    }
    return false;
  }

  /** The new word, with capitals where the old one has them. */
  rename(word: string): string {
    const name = this.names.get(word.toLowerCase());
    if (name === undefined) return word;
    return [...name].map((letter, at) => (/[A-Z]/.test(word[at] ?? "") ? letter.toUpperCase() : letter)).join("");
  }

  *#accounts(): Generator<string> {
    yield* ACCOUNTS;
    for (let count = 1; count < ATTEMPTS; count += 1) yield String(100_000_000_000 + count * 1_001_001);
  }

  *#likes(word: string): Generator<string> {
    const hexadecimal = /^[0-9a-f]+$/.test(word) && /\d/.test(word) && word.length >= 8;
    for (let count = 0; count < ATTEMPTS; count += 1) {
      yield [...word].map((letter, at) => this.#letter(letter, at, hexadecimal)).join("");
    }
  }

  /** Consonants and vowels in turn, so that a person can say the word. */
  #letter(like: string, at: number, hexadecimal: boolean): string {
    if (/\d/.test(like)) return String(this.#below(10));
    const letters = hexadecimal ? "abcdef" : at % 2 === 0 ? "bdfgklmnprstvz" : "aeiou";
    return letters[this.#below(letters.length)] ?? "a";
  }

  /** The same workspace gets the same names each time. */
  #below(most: number): number {
    this.#seed = (Math.imul(this.#seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (this.#seed >>> 8) % most;
  }
}
