// Elements without a framework: `h` makes one, `patch` changes a tree into another that `h` made.

type Handler = (event: never) => void;
type Value = string | number | boolean | null | undefined | Handler;
export type Child = Node | string | number | false | null | undefined | readonly Child[];

/** Listeners stand beside the elements, so that `patch` can put new ones in the place of the old. */
const handlers = new WeakMap<EventTarget, Map<string, Handler>>();

function dispatch(event: Event): void {
  const handler = handlers.get(event.currentTarget as EventTarget)?.get(event.type);
  (handler as ((event: Event) => void) | undefined)?.(event);
}

/**
 * An element. Of `props`, functions whose name begins with `on` are listeners (`onclick`), `true` is an attribute
 * without a value, `false`, `null` and `undefined` are none; the rest are attributes. There is no `style`, which the
 * page's Content-Security-Policy forbids.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props?: Record<string, Value> | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (typeof value === "function") listen(element, name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  // After the children: a select's value is one of its options.
  if (props?.value !== undefined && "value" in element) (element as HTMLInputElement).value = String(props.value);
  return element;
}

function listen(element: Element, type: string, handler: Handler): void {
  const own = handlers.get(element) ?? new Map<string, Handler>();
  handlers.set(element, own);
  if (!own.has(type)) element.addEventListener(type, dispatch);
  own.set(type, handler);
}

function append(element: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === false || child === null || child === undefined) continue;
    if (Array.isArray(child)) append(element, child as readonly Child[]);
    else element.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Replaces what an element holds, keeping the elements that stay: with focus, selection and scroll position. */
export function patch(parent: Element, ...children: Child[]): void {
  const next = document.createDocumentFragment();
  append(next, children);
  patchChildren(parent, next);
}

/** Elements are the same if their tag and their `data-key` are. */
const keyOf = (node: Node) => (node instanceof Element ? `${node.tagName} ${node.getAttribute("data-key") ?? ""}` : "#");

function patchChildren(parent: Node, next: Node): void {
  const keyed = new Map<string, Node>();
  for (const child of parent.childNodes) if (child instanceof Element && child.hasAttribute("data-key")) keyed.set(keyOf(child), child);
  let at = parent.firstChild;
  for (const wanted of [...next.childNodes]) {
    const key = keyOf(wanted);
    const same = keyed.get(key) ?? (at && keyOf(at) === key ? at : null);
    if (same === null) {
      parent.insertBefore(wanted, at);
      continue;
    }
    keyed.delete(key);
    if (same === at) at = at.nextSibling;
    else parent.insertBefore(same, at);
    patchNode(same, wanted);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    parent.removeChild(gone);
  }
}

function patchNode(node: Node, wanted: Node): void {
  if (!(node instanceof Element) || !(wanted instanceof Element)) {
    if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
    return;
  }
  for (const { name } of [...node.attributes]) if (!wanted.hasAttribute(name) && name !== "open") node.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  // What other code fills, such as an editor, says so.
  if (node.hasAttribute("data-island")) return;
  const own = handlers.get(wanted);
  for (const [type, handler] of own ?? []) listen(node, type, handler);
  for (const type of handlers.get(node)?.keys() ?? []) if (!own?.has(type)) handlers.get(node)?.delete(type);
  patchChildren(node, wanted);
  if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement) {
    const { value } = wanted as HTMLInputElement;
    // One that was given no value keeps what is being typed.
    if (wanted.hasAttribute("value") && node.value !== value) node.value = value;
    if (node instanceof HTMLInputElement) node.checked = wanted.hasAttribute("checked");
  }
}

/** Downloads a text as a file. */
export function download(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
