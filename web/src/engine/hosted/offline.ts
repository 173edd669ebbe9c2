import { t } from "../../text/text";
import { toast } from "../../ui/toast";

/** Keeps the page's own files for the time without a network, and tells of a newer page. */
export function startOffline(): void {
  const { serviceWorker } = navigator;
  // Not on `file:`, and not where the person has switched it off. The dev server has no worker to give.
  if (import.meta.env.DEV || !serviceWorker || !isSecureContext) return;
  const watch = (registration: ServiceWorkerRegistration) => {
    const offer = (worker: ServiceWorker | null) => {
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && serviceWorker.controller) ask(worker);
      });
    };
    if (registration.waiting && serviceWorker.controller) ask(registration.waiting);
    registration.addEventListener("updatefound", () => offer(registration.installing));
  };
  const ask = (worker: ServiceWorker) => toast(t.offline.update, { text: t.offline.reload, run: () => worker.postMessage("take over") });
  let reloading = false;
  const controlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener("controllerchange", () => {
    // The first worker takes over a page that is as new as itself.
    if (!controlled || reloading) return;
    reloading = true;
    location.reload();
  });
  serviceWorker.register("./service-worker.js").then(watch, () => undefined);
}
