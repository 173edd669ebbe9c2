// Files that a person drops, pastes or picks: what each is shows in its content, not in its name.

import { t } from "../text/text";
import { MOST_TEXT } from "./edits";
import { readWorkspace } from "./readWorkspace";
import { fromScenario, isScenario } from "./scenario";
import type { Imported } from "./scenario";
import { InputError, isObject } from "./shape";
import type { Doc, Workspace } from "./workspace";
import { parseYaml } from "./yaml";

/** A file's text may have this many bytes; a scenario may come with many policies. */
export const MOST_BYTES = 10 * 1024 * 1024;
/** YAML takes long to read, and what a person wrote is never longer. In characters. */
const MOST_YAML = 1_000_000;
const MOST_FILES = 200;
/** How a workspace file says what it is. */
export const FORMAT = "sayso-workspace-1";

export interface TextFile {
  /** With its folders, where they are known. */
  name: string;
  text: string;
}

/** What files turned out to be. */
export interface Opened {
  policies: Doc[];
  /** Each with its policies, as far as they were among the files. */
  scenarios: { name: string; imported: Imported }[];
  workspace?: Workspace;
  /** In words, one for each file that is neither. */
  problems: string[];
}

/** Never throws: what is wrong with a file is among the problems. */
export async function openFiles(files: TextFile[]): Promise<Opened> {
  const opened: Opened = { policies: [], scenarios: [], problems: [] };
  if (files.length > MOST_FILES) opened.problems.push(t.files.tooMany(MOST_FILES));
  const taken = files.slice(0, MOST_FILES);
  const used = new Set<string>();
  for (const file of taken) {
    try {
      await openOne(file, taken, opened, used);
    } catch (error) {
      opened.problems.push(t.files.problem(file.name, reason(error)));
    }
  }
  // Policies that belong to a scenario come with it.
  opened.policies = opened.policies.filter((it) => !used.has(it.name));
  return opened;
}

/** Texts that are nested without end exhaust the stack of whoever reads them. */
function reason(error: unknown): string {
  if (error instanceof InputError) return error.message;
  if (error instanceof RangeError) return t.files.tooDeep;
  throw error;
}

async function openOne(file: TextFile, all: TextFile[], opened: Opened, used: Set<string>): Promise<void> {
  if (file.text.length > MOST_BYTES) throw new InputError(t.files.tooLarge(MOST_BYTES / 1024 / 1024));
  const values = await valuesOf(file);
  const [value] = values;
  if (isObject(value) && value.format === FORMAT) {
    opened.workspace = readWorkspace(value.workspace);
  } else if (values.every(isScenario)) {
    const imported = fromScenario(values.flat(), (path) => findFile(all, path)?.text);
    for (const it of imported.documents) used.add(it.name);
    opened.scenarios.push({ name: base(file.name), imported });
  } else if ((isObject(value) && "Statement" in value) || looksLikePolicy(file)) {
    if (file.text.length > MOST_TEXT) throw new InputError(t.files.tooLarge(MOST_TEXT / 1_000_000));
    opened.policies.push({ name: base(file.name), text: file.text });
  } else {
    throw new InputError(t.files.neither);
  }
}

/** The values in a file: one of JSON, several of JSON lines or YAML. */
async function valuesOf(file: TextFile): Promise<unknown[]> {
  const text = file.text.replace(/^\uFEFF/, "");
  if (/\.(jsonl|ndjson)$/i.test(file.name)) return text.split("\n").filter((it) => it.trim() !== "").map(json);
  try {
    return [JSON.parse(text)];
  } catch (cause) {
    // A broken policy still opens, so that the editor can show where it is broken.
    if (looksLikePolicy(file)) return [undefined];
    if (/\.json$/i.test(file.name) || /^\s*[[{]/.test(text)) throw new InputError(t.files.json((cause as Error).message));
    if (text.length > MOST_YAML) throw new InputError(t.files.tooLarge(MOST_YAML / 1_000_000));
    return parseYaml(text);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(t.files.json((cause as Error).message));
  }
}

function looksLikePolicy(file: TextFile): boolean {
  return /^\s*\{/.test(file.text) && /"(Statement|Effect)"\s*:/i.test(file.text);
}

/** The file of a path: the one whose path ends with the most of it. */
function findFile(files: TextFile[], path: string): TextFile | undefined {
  const wanted = path.split(/[\\/]/).filter((it) => it !== "." && it !== "..");
  const score = (file: TextFile) => {
    const have = file.name.split(/[\\/]/).reverse();
    return [...wanted].reverse().findIndex((part, at) => have[at] !== part);
  };
  const ranked = files.map((file) => ({ file, score: score(file) })).filter((it) => it.score !== 0);
  return ranked.sort((a, b) => rank(b.score) - rank(a.score))[0]?.file;
}

/** `findIndex` says -1 where all of a path agrees. */
function rank(score: number): number {
  return score < 0 ? Infinity : score;
}

/** A workspace as the text of a file. */
export function workspaceFile(workspace: Workspace): string {
  return `${JSON.stringify({ format: FORMAT, workspace }, null, 2)}\n`;
}

function base(path: string): string {
  return path.replace(/^.*[\\/]/, "");
}
