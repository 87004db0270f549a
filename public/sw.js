// The service worker: keeps one complete, verified version of the app and answers from it alone, so
// that the app works without a network and never mixes two versions. It never touches saved data.
//
// The build fills the next two lines; without them (development) the worker stores and answers nothing.
const VERSION = "";
const FILES = [];
// FILES: [path, SHA-256 in base64, media type]. Everything the app needs, relative to this file.

const SCOPE = self.registration.scope;
// Two copies of the app can share an origin (two folders of one host), so the folder is in the name.
const PREFIX = "matchbook-" + new URL(SCOPE).pathname + "-";
const CACHE = PREFIX + VERSION;
// The page is asked for by its folder: some hosts redirect the name index.html, and a redirect is refused.
const KNOWN = new Map(FILES.map(([path, hash, type]) => [
  path === "index.html" ? SCOPE : SCOPE + path, { hash, type },
]));
// Set when the store was taken away and the server already has another version.
let retired = false;

async function digest(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return btoa(String.fromCharCode(...bytes));
}

async function verified(url, response) {
  const { hash, type } = KNOWN.get(url);
  if (response.status !== 200 || response.redirected) throw new Error(url + ": status " + response.status);
  const got = (response.headers.get("Content-Type") || "").split(";")[0].trim();
  if (got !== type) throw new Error(url + ": " + got + " instead of " + type);
  if ((await digest(response.clone())) !== hash) throw new Error(url + ": changed on the way");
  return response;
}

async function download(url) {
  const get = async (cache) =>
    verified(url, await fetch(url, { cache, redirect: "error", credentials: "same-origin" }));
  // Names under assets/ follow their bytes: what the page just loaded need not come twice.
  if (!url.startsWith(SCOPE + "assets/")) return get("reload");
  try {
    return await get("default");
  } catch {
    return get("reload");
  }
}

async function stored(url, caches) {
  for (const cache of caches) {
    const response = await cache.match(url);
    if (!response) continue;
    try {
      return await verified(url, response);
    } catch { /* another version of the same name */ }
  }
  return null;
}

// All or nothing: one wrong file rejects the installation and the old version stays. What was already
// verified is kept for the next try; activation clears what is left over.
async function install() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const all = await Promise.all(names.map((name) => caches.open(name)));
  const cache = await caches.open(CACHE);
  await Promise.all([...KNOWN.keys()].map(async (url) => {
    await cache.put(url, (await stored(url, all)) || (await download(url)));
  }));
}

async function activate() {
  if (!VERSION) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

// The stores of one origin can be cleared behind our back. The same bytes may come from the server again,
// nothing else.
async function restore(url) {
  const response = await download(url);
  const cache = await caches.open(CACHE);
  await cache.put(url, response.clone());
  return response;
}

async function answer(request) {
  const address = request.url.split("#")[0];
  const navigates = request.mode === "navigate";
  const url = KNOWN.has(address) ? address : navigates ? SCOPE : null;
  if (!url) return Response.error();
  try {
    const cache = await caches.open(CACHE);
    return (await cache.match(url)) || (await restore(url));
  } catch {
    if (!navigates) return Response.error();
    retired = true;
    await self.registration.unregister();
    return fetch(request);
  }
}

self.addEventListener("install", (event) => {
  if (VERSION) event.waitUntil(install());
});

self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!VERSION || retired || request.method !== "GET") return;
  if (new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(request));
});

// Messages carry a protocol version and are only ever added to: an old page may meet this worker.
self.addEventListener("message", (event) => {
  const message = event.data || {};
  if (message.v !== 1) return;
  if (message.type === "skip-waiting") self.skipWaiting();
  if (message.type === "version") {
    const port = event.ports[0] || event.source;
    if (port) port.postMessage({ v: 1, type: "version", version: VERSION });
  }
});
