// The editor's parts that know nothing of policies.

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { MOST_TEXT } from "../../../state/edits";
import { theme } from "./theme";

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

/** Refuses what would make a text too long, before the editor lays it out. */
function limited(refuse: () => void): Extension {
  const tooLong = (text: string | undefined) => {
    if (text === undefined || text.length <= MOST_TEXT) return false;
    refuse();
    return true;
  };
  return [
    EditorView.domEventHandlers({
      paste: (event) => tooLong(event.clipboardData?.getData("text/plain")) && (event.preventDefault(), true),
    }),
    EditorState.transactionFilter.of((transaction) => {
      if (!transaction.docChanged || transaction.newDoc.length <= MOST_TEXT) return transaction;
      refuse();
      return [];
    }),
  ];
}

export function setup(refuse: () => void): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    history(),
    foldGutter(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("    "),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    EditorView.lineWrapping,
    highlightSelectionMatches(),
    search({ top: true }),
    json(),
    limited(refuse),
    theme,
    // Esc, then Tab leaves the editor.
    keymap.of([...completionKeymap, ...closeBracketsKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab]),
  ];
}
