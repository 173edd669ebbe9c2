import { t } from "../text/text";
import { openMenu } from "./menu";

const THEMES = ["auto", "light", "dark", "contrast"] as const;
type Theme = (typeof THEMES)[number];
const KEY = "sayso-theme";

/** Takes up the theme that the person chose: with the widths of columns the only thing the page keeps. */
export function restoreTheme(): void {
  try {
    const kept = localStorage.getItem(KEY);
    if (THEMES.some((it) => it === kept)) document.documentElement.dataset.theme = kept as Theme;
  } catch {
    // Storage is off: the theme follows the system.
  }
}

function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // It holds as long as the page is open.
  }
}

export function openThemes(anchor: HTMLElement): void {
  const now = document.documentElement.dataset.theme ?? "auto";
  openMenu(anchor, THEMES.map((theme) => ({ text: `${theme === now ? "● " : "○ "}${t.common.themes[theme]}`, run: () => setTheme(theme) })));
}
