/** A word as a shell takes it. */
export const quoted = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", `'\\''`)}'`);

/** Names of files for documents: safe in any shell, in lists with commas, and each another. */
export function fileNames(documents: string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const document of documents) {
    const stem = document.replace(/\.json$/i, "").replace(/[^\w.-]+/g, "-").replace(/^[-.]+/, "") || "policy";
    let name = `${stem}.json`;
    for (let count = 2; [...names.values()].includes(name); count++) name = `${stem}-${count}.json`;
    names.set(document, name);
  }
  return names;
}
