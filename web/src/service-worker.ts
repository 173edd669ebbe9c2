// Keeps the files of the hosted page, so that it works without a network. What every screen needs is kept at once, the
// rest when it was asked for. The build fills in the names, which change with the bytes.

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: string[];
declare const __VERSION__: string;

export {};

const CACHE = `sayso-${__VERSION__}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(__FILES__.map((it) => new Request(it, { cache: "no-cache" })))));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || !url.href.startsWith(self.registration.scope)) return;
  event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const wanted: RequestInfo = request.mode === "navigate" ? new URL("./", self.registration.scope).href : request;
  const kept = await cache.match(wanted, { ignoreSearch: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(wanted, response.clone());
  return response;
}

/** Other versions go. */
async function tidy(): Promise<void> {
  const names = (await caches.keys()).filter((it) => it.startsWith("sayso-") && it !== CACHE);
  await Promise.all(names.map((it) => caches.delete(it)));
}
