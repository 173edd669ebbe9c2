import { asset } from "#host/assets";
import type { Story } from "./types";

let stories: Promise<Story[]> | undefined;
let rules: Promise<Record<string, string>> | undefined;

/** The whole gallery, loaded once when first asked for. */
export function loadStories(): Promise<Story[]> {
  return (stories ??= parsed<Story[]>("gallery").catch((error: unknown) => {
    stories = undefined;
    throw error;
  }));
}

/** The pages of all rules by their codes, loaded once when first asked for. */
export function loadRules(): Promise<Record<string, string>> {
  return (rules ??= parsed<Record<string, string>>("rules").catch((error: unknown) => {
    rules = undefined;
    throw error;
  }));
}

async function parsed<T>(name: "gallery" | "rules"): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await asset(name))) as T;
}
