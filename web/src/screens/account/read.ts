// Files of an account as texts.

import type { TextFile } from "../../engine/account/client";
import { t } from "../../text/text";
import { toast } from "../../ui/toast";

const MOST_FILES = 2_000;
/** A string of a browser holds no more than about this. In bytes. */
const MOST_BYTES = 400 * 1024 * 1024;

/** What can't be read is told, and left out. */
export async function read(files: File[], told: (name: string) => void): Promise<TextFile[]> {
  if (files.length > MOST_FILES) toast(t.account.tooMany(MOST_FILES));
  const texts: TextFile[] = [];
  for (const file of files.slice(0, MOST_FILES)) {
    // A folder's files bring their path along.
    const name = file.webkitRelativePath || file.name;
    if (!/\.json$/i.test(name) && files.length > 1) continue;
    told(name);
    if (file.size > MOST_BYTES) {
      toast(t.account.tooLarge(name, MOST_BYTES / 1024 / 1024));
      continue;
    }
    try {
      texts.push({ name, text: (await file.text()).replace(/^\uFEFF/, "") });
    } catch {
      toast(t.account.unreadable(name));
    }
  }
  return texts;
}

/** All files, the same ones once. Another of the same name gets a number: every account's dump is called account.json. */
export function merged(before: TextFile[], added: TextFile[]): TextFile[] {
  const all = [...before];
  for (const { name, text } of added) {
    if (all.some((it) => it.text === text && it.name.startsWith(name.replace(/\.json$/i, "")))) continue;
    let free = name;
    for (let count = 2; all.some((it) => it.name === free); count += 1) free = name.replace(/(\.json)?$/i, ` (${count})$1`);
    all.push({ name: free, text });
  }
  return all;
}
