// A workspace in a link's fragment, which browsers send to no server: `#v1.` and base64url of deflated JSON.

import { t } from "../text/text";
import { deflate, inflate } from "./deflate";
import { readWorkspace } from "./readWorkspace";
import { InputError } from "./shape";
import type { Workspace } from "./workspace";

const VERSION = "v1";
/** What a link may unpack to. */
export const MOST_BYTES = 2 * 1024 * 1024;
/** Longer links are cut by some mail and chat programs. */
export const LONG = 8 * 1024;
const MOST_LINK = 4 * 1024 * 1024;

/** The fragment, with its `#`. Throws an `InputError` where the workspace is too large for a link. */
export async function toFragment(workspace: Workspace): Promise<string> {
  const json = JSON.stringify(workspace);
  if (new TextEncoder().encode(json).length > MOST_BYTES) throw new InputError(t.permalink.tooLargeToShare);
  return `#${VERSION}.${base64url(await deflate(json))}`;
}

/** The workspace of a fragment; throws an `InputError` that says what is wrong with a link. */
export async function fromFragment(fragment: string): Promise<Workspace> {
  const [, version, data] = /^#?(v\d+)\.(.*)$/s.exec(fragment) ?? [];
  if (version === undefined || data === undefined) throw new InputError(t.permalink.none);
  if (version !== VERSION) throw new InputError(t.permalink.version(version));
  if (data.length > MOST_LINK) throw new InputError(t.permalink.tooLarge);
  return readWorkspace(parse(await unpack(bytesOf(data))));
}

async function unpack(bytes: Uint8Array): Promise<string> {
  try {
    return await inflate(bytes, MOST_BYTES);
  } catch (error) {
    throw new InputError(error instanceof RangeError ? t.permalink.tooLarge : t.permalink.damaged);
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new InputError(t.permalink.damaged);
  }
}

function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function bytesOf(data: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(data) || data.length % 4 === 1) throw new InputError(t.permalink.damaged);
  return Uint8Array.from(atob(data.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
