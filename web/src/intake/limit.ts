// Refuses what is pasted by the megabyte into a field or an editor, before anything has to lay it out.

import { MOST_TEXT } from "../state/edits";
import { t } from "../text/text";
import { toast } from "../ui/toast";

export function startLimit(): void {
  const refuse = (event: ClipboardEvent) => {
    const field = (event.target as Element | null)?.closest("input, textarea, [contenteditable]");
    if (!field || (event.clipboardData?.getData("text/plain").length ?? 0) <= MOST_TEXT) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    toast(t.common.tooLong);
  };
  document.addEventListener("paste", refuse, { capture: true });
}
