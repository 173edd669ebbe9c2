// Policies come out of dumps indented as those were, or in one line: here each gets lines of its own.

const STEP = "    ";

/** The same tokens of JSON on lines of their own; short lists of one stay together, and what is no JSON stays as it is. */
export function reindent(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  if (tokens.join("") !== text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (it) => (it.startsWith('"') ? it : ""))) return text;
  let depth = 0;
  let written = "";
  const line = () => `\n${STEP.repeat(Math.max(depth, 0))}`;
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    if (token === "{" || token === "[") {
      depth += 1;
      written += token + (next === "}" || next === "]" ? "" : line());
    } else if (token === "}" || token === "]") {
      depth -= 1;
      const empty = ["{", "["].includes(tokens[at - 1] ?? "");
      written += (empty ? "" : line()) + token;
    } else if (token === ",") written += token + line();
    else if (token === ":") written += ": ";
    else written += token;
  });
  return `${written}\n`;
}
