// Scenario files of docs/scenarios.md, as plain values (JSON, or YAML read by `yaml.ts`): to tests, with the documents
// and the request that they need.

import { t } from "../text/text";
import { attachmentsOf, policySet } from "./scenarioPolicies";
import { contextOf, listOf, principalOf, resourceOf, textOf } from "./scenarioFields";
import { InputError, isObject } from "./shape";
import type { Attachment, Doc, RequestDraft, TestDraft } from "./workspace";
import type { Policies } from "../engine/types";

/** What a scenario file becomes. */
export interface Imported {
  documents: Doc[];
  attachments: Attachment[];
  request: RequestDraft;
  tests: TestDraft[];
  /** Paths of policies that were not among the files. */
  missing: string[];
}

type Fields = Record<string, unknown>;
/** The text of a file by its name, or by the end of its path. */
export type Files = (path: string) => string | undefined;

const MOST_TESTS = 10_000;
const EXPECTED = ["allowed", "denied", "explicitDeny", "implicitDeny", "depends"] as const;
const CASE = [
  "id", "name", "rule", "source", "confidence", "description", "expected", "sid", "principal", "action", "resource",
  "context", "policies", "unknown", "absent", "sessionName",
];
const SCENARIO = [
  "name", "description", "principal", "sessionName", "action", "resource", "context", "policies", "unknown", "absent",
  "expected", "tests",
];

/** Whether a value looks like a case, a scenario or a list of them. */
export function isScenario(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((it) => isScenario(it) && !Array.isArray(it));
  return isObject(value) && ("tests" in value || ("principal" in value && "action" in value && "expected" in value));
}

/** Throws an `InputError` that names the test and what is wrong with it. */
export function fromScenario(value: unknown, files: Files): Imported {
  const documents = new Map<string, Doc>();
  const missing = new Set<string>();
  const sets = policySet(documents, missing, files);
  const drafts = listOf(value).flatMap((one) => scenarioTests(one, sets));
  const [first] = drafts;
  if (first === undefined) throw new InputError(t.scenario.noTests);
  // Tests that all have the same policies take them from the layers, where the person can switch them.
  const shared = drafts.every((it) => same(it.policies, first.policies));
  return {
    documents: [...documents.values()],
    attachments: attachmentsOf(first.policies ?? {}),
    request: {
      principal: first.principal ?? "anonymous",
      ...(first.sessionName === undefined ? {} : { sessionName: first.sessionName }),
      action: first.action ?? "",
      resource: first.resource ?? "*",
      ...(first.resourceAccount === undefined ? {} : { resourceAccount: first.resourceAccount }),
      ...(first.resourceFacts === undefined ? {} : { resourceFacts: first.resourceFacts }),
      context: first.context ?? [],
    },
    tests: shared ? drafts.map(({ policies: _, ...rest }) => rest) : drafts,
    missing: [...missing],
  };
}

function scenarioTests(value: unknown, sets: (outer: unknown, inner: unknown) => Policies): TestDraft[] {
  if (!isObject(value)) throw new InputError(t.scenario.notObject);
  if (!("tests" in value)) return expand(value, {}, "test 1", sets);
  known(value, SCENARIO, textOf(value.name, "name") ?? t.scenario.scenario);
  if (!Array.isArray(value.tests) || value.tests.length === 0) throw new InputError(t.scenario.noTests);
  return value.tests.flatMap((test: unknown, at) => {
    if (!isObject(test)) throw new InputError(t.scenario.notObject);
    return expand(test, value, `test ${at + 1}`, sets);
  });
}

/** One test for each action on each resource. */
function expand(test: Fields, scenario: Fields, id: string, sets: (outer: unknown, inner: unknown) => Policies): TestDraft[] {
  const name = textOf(test.name, "name") ?? textOf(test.id, "id") ?? id;
  known(test, CASE, name);
  const field = (key: string) => test[key] ?? scenario[key];
  const wrong = (what: string) => new InputError(t.scenario.inTest(name, what));
  try {
    const actions = listOf(field("action")).map((it) => textOf(it, "action"));
    const resources = listOf(field("resource") ?? "*").map(resourceOf);
    if (actions.length * resources.length > MOST_TESTS) throw new InputError(t.scenario.tooMany(MOST_TESTS));
    if (actions.length === 0 || resources.length === 0 || actions.includes(undefined)) throw new InputError(t.scenario.lacks("action"));
    const expected = EXPECTED.find((it) => it === field("expected"));
    if (expected === undefined) throw new InputError(t.scenario.expected(EXPECTED));
    const sessionName = textOf(field("sessionName"), "sessionName");
    const sid = textOf(test.sid, "sid");
    const common = {
      principal: principalOf(field("principal")),
      ...(sessionName === undefined ? {} : { sessionName }),
      context: contextOf([scenario, test]),
      policies: sets(scenario.policies, test.policies),
      expected,
      ...(sid === undefined ? {} : { sid }),
    };
    const several = actions.length * resources.length > 1;
    return actions.flatMap((action) =>
      resources.map((resource) => ({
        name: several ? `${name} [${action ?? ""} on ${resource.resource}]` : name,
        action: action ?? "",
        ...resource,
        ...common,
      })),
    );
  } catch (error) {
    throw error instanceof InputError ? wrong(error.message) : error;
  }
}

function known(fields: Fields, names: readonly string[], where: string): void {
  const odd = Object.keys(fields).find((it) => !names.includes(it) && !/^[$_]/.test(it));
  if (odd !== undefined) throw new InputError(t.scenario.inTest(where, t.scenario.unknownField(odd)));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

