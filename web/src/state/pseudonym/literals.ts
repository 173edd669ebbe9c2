// The string literals of a JSON text, with the names of the fields around each, so that texts can be replaced where
// they stand and the person's formatting stays.

export interface Literal {
  /** Of the literal with its quotes. */
  from: number;
  to: number;
  value: string;
  /** Whether it names a field. */
  key: boolean;
  /** Names of the fields around it, from the outside in, in lower case. */
  path: string[];
}

/** Texts that are no JSON give what can be told of them. */
export function literals(text: string): Literal[] {
  const found: Literal[] = [];
  const path: string[] = [];
  // For each open bracket: whether it is an object, and how long the path was.
  const open: { object: boolean; depth: number }[] = [];
  let expectKey = false;
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/gs)) {
    const [token] = match;
    const top = open.at(-1);
    if (token === "{" || token === "[") {
      open.push({ object: token === "{", depth: path.length });
      expectKey = token === "{";
    } else if (token === "}" || token === "]") {
      open.pop();
      path.length = top?.depth ?? 0;
      expectKey = false;
    } else if (token === ",") {
      expectKey = top?.object ?? false;
      if (top) path.length = top.depth;
    } else if (token !== ":") {
      const value = valueOf(token);
      found.push({ from: match.index, to: match.index + token.length, value, key: expectKey, path: [...path] });
      if (expectKey) path.push(value.toLowerCase());
      expectKey = false;
    }
  }
  return found;
}

function valueOf(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token.slice(1, -1);
  }
}

/** What stands between the literals: numbers and the like. */
export function betweenLiterals(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/gs, " ");
}

/** The text with other values in its literals. */
export function replaceLiterals(text: string, change: (literal: Literal) => string): string {
  let out = "";
  let at = 0;
  for (const literal of literals(text)) {
    const value = change(literal);
    if (value === literal.value) continue;
    out += text.slice(at, literal.from) + JSON.stringify(value);
    at = literal.to;
  }
  return out + text.slice(at);
}
