// A test as text fields, and back.

import { InputError, isObject } from "../../state/shape";
import type { ContextEntry, RequestDraft } from "../../state/workspace";
import { t } from "../../text/text";

export function principalText(principal: RequestDraft["principal"] | undefined): string {
  if (principal === undefined) return "";
  return typeof principal === "string" ? principal : JSON.stringify(principal);
}

/** Throws an `InputError`. */
export function readPrincipal(text: string): RequestDraft["principal"] {
  if (!text.trim().startsWith("{")) return text.trim();
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below.
  }
  throw new InputError(t.tests.wrongPrincipal);
}

/** `key = value, value`, `-key` and `?key`, one a line. Values with a comma are in quotes. */
export function contextText(context: ContextEntry[]): string {
  const quoted = (value: string) => (/[,"]|^\s|\s$|^$/.test(value) ? JSON.stringify(value) : value);
  return context
    .map((it) => (it.state === "absent" ? `-${it.key}` : it.state === "unknown" ? `?${it.key}` : `${it.key} = ${it.values.map(quoted).join(", ")}`))
    .join("\n");
}

/** Throws an `InputError` that names the line. */
export function readContext(text: string): ContextEntry[] {
  return text.split("\n").map((it) => it.trim()).filter((it) => it !== "").map((line) => {
    if (/^[-?]/.test(line)) return { key: line.slice(1).trim(), state: line.startsWith("-") ? "absent" : "unknown", values: [] };
    const [, key, values] = /^([^=\s]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (key === undefined || values === undefined) throw new InputError(t.tests.wrongContext(line));
    return { key, state: "known", values: readValues(values, line) };
  });
}

function readValues(text: string, line: string): string[] {
  return [...text.matchAll(/\s*("(?:[^"\\]|\\.)*"|[^,]+)\s*(?:,|$)/g)].map(([, value = ""]) => {
    if (!value.startsWith('"')) return value.trim();
    try {
      return JSON.parse(value) as string;
    } catch {
      throw new InputError(t.tests.wrongContext(line));
    }
  });
}
