import { asset } from "#host/assets";
import type { Story } from "./types";

let stories: Promise<Story[]> | undefined;

/** The whole gallery, loaded once when first asked for. */
export function loadStories(): Promise<Story[]> {
  stories ??= asset("gallery").then((bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Story[]);
  // What failed is tried again.
  stories.catch(() => (stories = undefined));
  return stories;
}
