// Other names for accounts, people, roles, buckets and the like, in all documents, the request and the tests.
//
// The decision stays: equal words stay equal and different ones different, in length and in the kinds of their
// characters, and words keep their names where a wildcard or a variable looks into them, where they mean something to
// AWS, or where their value counts (numbers, dates, addresses, condition keys).

import { Inventor } from "./pseudonym/invent";
import { literals, replaceLiterals } from "./pseudonym/literals";
import { MEANING, Sorter } from "./pseudonym/sort";
import { Looks, isAccount, replaceWords, words } from "./pseudonym/tokens";
import { mapRefs } from "./refs";
import type { ContextEntry, RequestDraft, TestDraft, Workspace } from "./workspace";

export interface Pseudonymised {
  workspace: Workspace;
  /** How many words have another name. */
  replaced: number;
  /** Names that had to stay. */
  kept: string[];
}

export function pseudonymise(workspace: Workspace): Pseudonymised {
  const sorter = sort(workspace);
  const there = runs(workspace);
  // A wildcard that looks into a run of letters and digits fixes all words of the run.
  const looks = new Looks(sorter.partials);
  for (const run of there) if (looks.touch(run)) sorter.keep(run);
  const known = new Set([...there].flatMap(words));
  const wanted = [...new Set([...known].filter(isAccount)), ...sorter.names];
  const stays = (word: string) => sorter.fixed.has(word) || /^aws/.test(word) || (sorter.glued && !isAccount(word));
  const taken = [...known].filter((it) => !isAccount(it) || stays(it));
  const inventor = new Inventor(taken, looks);
  const kept = wanted.filter((word) => stays(word) || !inventor.invent(word));
  return { workspace: rename(workspace, sorter, inventor), replaced: inventor.names.size, kept: kept.filter((it) => !MEANING.has(it)) };
}

/** All runs of letters and digits, in lower case. */
function runs(workspace: Workspace): Set<string> {
  const { documents, ...rest } = workspace;
  const texts = [...documents.flatMap((it) => [it.name, it.text, ...literals(it.text).map((literal) => literal.value)]), JSON.stringify(rest)];
  return new Set(texts.flatMap((it) => it.toLowerCase().match(/[a-z0-9]+/g) ?? []));
}

function sort(workspace: Workspace): Sorter {
  const sorter = new Sorter();
  for (const it of workspace.documents) sorter.policy(it.text);
  const requests: (RequestDraft | TestDraft)[] = [workspace.request, ...workspace.tests];
  for (const it of requests) {
    const facts = typeof it.principal === "object" ? Object.entries(it.principal) : [["principal", it.principal ?? ""]];
    for (const [key, value] of facts) if (typeof value === "string") sorter.value(value, String(key));
    sorter.value(it.resource ?? "", "resource");
    for (const entry of it.context ?? []) {
      sorter.keep(entry.key);
      for (const value of entry.values) sorter.contextValue(value, entry.key);
    }
  }
  for (const it of workspace.matrix.rows) sorter.value(it, "resource");
  return sorter;
}

function rename(workspace: Workspace, sorter: Sorter, inventor: Inventor): Workspace {
  const text = (value: string) => replaceWords(value, (word) => inventor.rename(word));
  const document = (name: string) => (name.startsWith("managed:") ? name : text(name));
  const context = (entries: ContextEntry[]) => entries.map((it) => ({ ...it, values: it.values.map(text) }));
  // `type` and `session` are words of ours.
  const fact = ([key, value]: [string, unknown]) => [key, typeof value === "string" && !/^(type|session)$/.test(key) ? text(value) : value];
  const principal = (value: RequestDraft["principal"]) => (typeof value === "string" ? text(value) : Object.fromEntries(Object.entries(value).map(fact)) as Record<string, unknown>);
  const request = <T extends RequestDraft | TestDraft>(it: T): T => ({
    ...it,
    ...(it.principal === undefined ? {} : { principal: principal(it.principal) }),
    ...(it.sessionName === undefined ? {} : { sessionName: text(it.sessionName) }),
    ...(it.resource === undefined ? {} : { resource: text(it.resource) }),
    ...(it.resourceAccount === undefined ? {} : { resourceAccount: text(it.resourceAccount) }),
    ...(it.context === undefined ? {} : { context: context(it.context) }),
  });
  const policy = (value: string) => replaceLiterals(value, (it) => (sorter.isName(it.path, it.key, it.value) ? text(it.value) : it.value));
  return {
    ...workspace,
    documents: workspace.documents.map((it) => ({ name: document(it.name), text: policy(it.text) })),
    attachments: workspace.attachments.map((it) => ({ ...it, document: document(it.document) })),
    request: request(workspace.request),
    tests: workspace.tests.map((it) => ({
      ...request(it),
      name: text(it.name),
      ...(it.policies === undefined ? {} : { policies: mapRefs(it.policies, (ref) => (typeof ref === "string" ? document(ref) : ref)) }),
    })),
    matrix: { ...workspace.matrix, rows: workspace.matrix.rows.map(text) },
  };
}
