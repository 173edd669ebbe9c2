// The editor's parts that know nothing of policies.

import { closeBrackets, closeBracketsKeymap, completionKeymap, insertBracket } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { MOST_TEXT } from "../../../state/edits";
import { theme } from "./theme";

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

/** Refuses what would make a text too long, before the editor lays it out. */
function limited(refuse: () => void): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.newDoc.length <= MOST_TEXT) return transaction;
    refuse();
    return [];
  });
}

/**
 * Typing over several lines. A browser that merges lines by itself gives them inline styles, which the page's
 * Content-Security-Policy refuses, with an error in the console for each.
 */
const typingOverLines = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { state } = view;
    const { from, to } = state.selection.main;
    const oneLine = state.doc.lineAt(from).to >= to;
    if (event.inputType !== "insertText" || !event.data || event.isComposing || oneLine || state.readOnly) return false;
    view.dispatch(insertBracket(state, event.data) ?? state.update(state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
    event.preventDefault();
    return true;
  },
});

export function setup(refuse: () => void): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    history(),
    foldGutter(),
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
    typingOverLines,
    theme,
    // Esc, then Tab leaves the editor.
    keymap.of([...completionKeymap, ...closeBracketsKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab]),
  ];
}
