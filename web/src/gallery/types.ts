// The gallery as an asset of the page; scripts/gallery.mjs writes it.

/** A story of `policies/`. */
export interface Story {
  /** The name of its folder. */
  slug: string;
  title: string;
  /** The lesson, in a sentence. */
  moral: string;
  /** The rest of its README, in Markdown. */
  story: string;
  /** Its policies: texts by the names of files. */
  files: Record<string, string>;
  /** Its test file, as docs/scenarios.md describes it. */
  scenario: Record<string, unknown>;
}
