// Markdown as the gallery and the rules use it, made into elements: never into HTML as text, so that nothing in it
// can run. What is no Markdown of these kinds stays text.

import { h, type Child } from "./dom";

const FENCE = /^(```+)\s*(.*)$/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^(\s*)([-*]|\d+\.)\s+(.*)$/;

/** The elements of a text. Headings begin at `level`, as the place in the page asks. */
export function markdown(text: string, level = 3): HTMLElement[] {
  return blocks(text.split("\n"), level);
}

function blocks(lines: string[], level: number): HTMLElement[] {
  const out: HTMLElement[] = [];
  let at = 0;
  /** Takes lines as long as they are of a kind. */
  const take = (of: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && of(lines[at] ?? "")) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const fence = FENCE.exec(line);
    const heading = HEADING.exec(line);
    if (line.trim() === "" || /^<!--.*-->$/.test(line)) at += 1;
    else if (fence) {
      at += 1;
      const code = take((it) => !it.startsWith(fence[1] ?? "```"));
      at += 1;
      out.push(h("pre", { tabindex: "0", "data-language": fence[2]?.split(" ")[0] }, h("code", null, code.join("\n"))));
    } else if (heading) {
      at += 1;
      out.push(headingOf(Math.min(6, level - 1 + (heading[1]?.length ?? 1)), inline(heading[2] ?? "")));
    } else if (line.startsWith(">")) {
      const quoted = take((it) => it.startsWith(">")).map((it) => it.replace(/^>\s?/, ""));
      out.push(h("blockquote", null, paragraph(quoted)));
    } else if (line.startsWith("|")) out.push(table(take((it) => it.startsWith("|"))));
    else if (ITEM.test(line)) out.push(list(take((it) => ITEM.test(it) || /^\s+\S/.test(it))));
    else out.push(paragraph([line, ...(at++, take(isText))]));
  }
  return out;
}

const isText = (line: string) => line.trim() !== "" && !FENCE.test(line) && !HEADING.test(line) && !/^[>|]/.test(line) && !ITEM.test(line);

function paragraph(lines: string[]): HTMLElement {
  return h("p", null, inline(lines.join(" ")));
}

function headingOf(level: number, children: Child[]): HTMLElement {
  return h(`h${level}` as "h3", null, children);
}

function list(lines: string[]): HTMLElement {
  const items: string[] = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item) items.push(item[3] ?? "");
    else items.push(`${items.pop() ?? ""} ${line.trim()}`);
  }
  const ordered = /^\s*\d/.test(lines[0] ?? "");
  return h(ordered ? "ol" : "ul", null, items.map((it) => h("li", null, inline(it))));
}

function table(lines: string[]): HTMLElement {
  const rows = lines.map((line) => line.replace(/^\||\|\s*$/g, "").split(/(?<!\\)\|/).map((it) => it.trim().replaceAll("\\|", "|")));
  const [head = [], rule, ...body] = rows;
  const ruled = rule?.every((it) => /^:?-+:?$/.test(it)) ?? false;
  const cells = ruled ? body : rows.slice(1);
  return h(
    "table",
    null,
    head.some((it) => it !== "") && h("thead", null, h("tr", null, head.map((it) => h("th", { scope: "col" }, inline(it))))),
    h("tbody", null, cells.map((row) => h("tr", null, row.map((it) => h("td", null, inline(it)))))),
  );
}

const INLINE = /(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])|\[([^\]]+)\]\(([^()\s]+)\)|<(https:\/\/[^>\s]+)>/;

/** Emphasis, code and links of a line. */
export function inline(text: string): Child[] {
  const out: Child[] = [];
  let rest = text;
  for (let match = INLINE.exec(rest); match !== null; match = INLINE.exec(rest)) {
    out.push(rest.slice(0, match.index));
    const [whole, , code, strong, emphasis, label, target, address] = match;
    if (code !== undefined) out.push(h("code", null, code.trim()));
    else if (strong !== undefined) out.push(h("strong", null, inline(strong)));
    else if (emphasis !== undefined) out.push(h("em", null, inline(emphasis)));
    else out.push(link(label ?? address ?? "", target ?? address ?? ""));
    rest = rest.slice(match.index + whole.length);
  }
  return [...out, rest];
}

/** A link to another page; links inside of the repository lead nowhere here, and are text. */
function link(label: string, target: string): Child {
  if (!target.startsWith("https://")) return h("span", null, inline(label));
  return h("a", { href: target, target: "_blank", rel: "noopener noreferrer" }, inline(label));
}
