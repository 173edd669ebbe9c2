import { describe, expect, test } from "vitest";
import { toCsv } from "../../src/export/csv";
import { toHtml } from "../../src/export/html";
import { toJson } from "../../src/export/json";
import { toMarkdown } from "../../src/export/markdown";
import { CELLS } from "../../src/engine/types";
import { NO_FILTER, baselineOf, tableOf, viewOf, wasOf, type Result } from "../../src/screens/matrix/model";

const result = (cells: number[], rows = ["arn:aws:s3:::a", '=HYPERLINK("x")']): Result => ({
  rowKind: "resource",
  rows,
  columns: [{ action: "s3:PutObject", levels: ["Write"] }, { action: "s3:GetObject", levels: ["Read"] }, { action: "s3:ListBucket", levels: ["List"] }],
  cells: Uint8Array.from(cells),
});
const plain = result([0, 1, 2, 0, 1, 3]);
const table = tableOf(plain, viewOf(plain, NO_FILTER, undefined), "<who> & why");

describe("a matrix goes out", () => {
  test("as CSV that no spreadsheet runs", () => {
    expect(toCsv(table)).toBe(`resource,s3:PutObject,s3:GetObject,s3:ListBucket\r\narn:aws:s3:::a,allowed,explicitDeny,implicitDeny\r\n"'=HYPERLINK(""x"")",allowed,explicitDeny,depends\r\n`);
    for (const start of ["+1", "-1", "@x", "\tx"]) expect(toCsv({ ...table, rows: [start, "b"] })).toContain(`'${start}`);
  });

  test("as JSON, a page and Markdown", () => {
    expect(JSON.parse(toJson(table)).decisions).toEqual([["allowed", "explicitDeny", "implicitDeny"], ["allowed", "explicitDeny", "depends"]]);
    const html = toHtml({ ...table, rows: ["<script>alert(1)</script>", "b"] });
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;who&gt; &amp; why");
    expect(toMarkdown({ ...table, rows: ["a|b", "c"] })).toContain("| `a\\|b` | ✓ | ⊘ | ∅ |");
  });
});

describe("of a matrix is shown", () => {
  const shown = (filter: object, baseline = undefined as ReturnType<typeof baselineOf> | undefined) => {
    const view = viewOf(plain, { ...NO_FILTER, ...filter }, baseline);
    return [view.rows, view.columns];
  };
  test("what the filters leave", () => {
    expect(shown({})).toEqual([[0, 1], [0, 1, 2]]);
    expect(shown({ rows: "s3 :a" })).toEqual([[0], [0, 1, 2]]);
    expect(shown({ columns: "write" })).toEqual([[0, 1], [0]]);
    expect(shown({ decisions: ["depends"] })).toEqual([[1], [2]]);
    expect(shown({ differing: true })).toEqual([[0, 1], [2]]);
  });

  test("by access level, from the harmless to the harmful", () => {
    const view = viewOf(plain, { ...NO_FILTER, grouped: true }, undefined);
    expect(view.groups.map((it) => it.level)).toEqual(["List", "Read", "Write"]);
    expect(view.columns).toEqual([2, 1, 0]);
  });

  test("what a change does to the baseline, by names and not by places", () => {
    const baseline = baselineOf(result([1, 0, 1, 0, 1, 2], ['=HYPERLINK("x")', "arn:aws:s3:::a"]));
    expect(shown({ changed: true }, baseline)).toEqual([[1], [0, 1, 2]]);
    expect(wasOf(plain, baseline, 1, 0)).toBe(CELLS[1]);
    expect(wasOf(plain, baseline, 0, 0)).toBeUndefined();
  });
});
