// The emergency exit. To take the service worker away from every phone, publish this file in the place
// of sw.js: it replaces the worker, deletes its stored files and unregisters. The next start comes
// from the network. Saved data is not touched, and no open page is reloaded.
"use strict";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const prefix = "matchbook-" + new URL(self.registration.scope).pathname + "-";
  for (const name of await caches.keys()) {
    if (name.startsWith(prefix)) await caches.delete(name);
  }
  await self.registration.unregister();
})()));
