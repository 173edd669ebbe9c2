// YAML 1.2 with its core schema, by a package that is loaded when first needed.

import { t } from "../text/text";
import { InputError } from "./shape";

/** The documents of a YAML text. Throws an `InputError` with line and column. */
export async function parseYaml(text: string): Promise<unknown[]> {
  const { parseAllDocuments, LineCounter } = await import("yaml");
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { version: "1.2", schema: "core", lineCounter, prettyErrors: false });
  return [...documents].map((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, col } = lineCounter.linePos(error.pos[0]);
      throw new InputError(t.files.yaml(line, col, error.message));
    }
    try {
      // The bound keeps aliases of aliases from filling the memory.
      return document.toJS({ maxAliasCount: 100 }) as unknown;
    } catch (cause) {
      throw new InputError(t.files.yaml(1, 1, cause instanceof Error ? cause.message : String(cause)));
    }
  });
}

/** YAML that `sayso test` reads: texts that look like something else are in quotes. */
export async function toYaml(value: unknown): Promise<string> {
  const { stringify } = await import("yaml");
  return stringify(value, { version: "1.2", schema: "core", aliasDuplicateObjects: false, lineWidth: 110 });
}
