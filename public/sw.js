// The service worker: keeps one complete, verified version of the app and answers from it alone, so
// that the app works without a network and never mixes two versions. It never touches saved data.
//
// The build fills the next three lines; without them (development) the worker stores and answers nothing.
const VERSION = "";
const FILES = [];
const HEADERS = {};
// FILES: [path, SHA-256 in base64, media type]. Everything the app needs, relative to this file.
// HEADERS: what every stored file is answered with beside its type, from `_headers`.

const SCOPE = self.registration.scope;
// Two copies of the app can share an origin (two folders of one host), so the folder is in the name.
const PREFIX = "matchbook-" + new URL(SCOPE).pathname + "-";
const CACHE = PREFIX + VERSION;
// The page is asked for by its folder: some hosts have no file of the name index.html.
const KNOWN = new Map(FILES.map(([path, hash, type]) => [
  path === "index.html" ? SCOPE : SCOPE + path, { path, hash, type },
]));
// What another app shares waits here until the page has read it; no version's store, so no update drops it.
const SHARED = "shared-" + PREFIX;
// Set when the store was taken away and the server already has another version.
let retired = false;
// The running or failed installation of this version.
let installation = null;
// Ports of pages that wait for the state of the store.
const listeners = new Set();
// How long (ms) a failed installation waits for the first page that asks why.
const LATE = 3000;
// Settles when a page has been told of the store.
let tellsOne;
const toldOne = new Promise((resolve) => { tellsOne = resolve; });

// Why a file is not in the store, in the words that pages know: "unreachable", "status" (with the
// number), "changed", "storage".
class Fault extends Error {
  constructor(file, why, status = 0) {
    super([file, why, status].join(" "));
    Object.assign(this, { file, why, status });
  }
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...hash));
}

// The hash proves a file, whatever a host says of it. So what is kept is made anew: these bytes, their
// right type, and nothing of the host's own headers.
async function verified(url, response) {
  const { path, hash, type } = KNOWN.get(url);
  if (response.status !== 200) throw new Fault(path, "status", response.status);
  const bytes = await response.arrayBuffer();
  if ((await digest(bytes)) !== hash) throw new Fault(path, "changed");
  return new Response(bytes, { headers: { ...HEADERS, "Content-Type": type } });
}

// A redirect inside the site changes no byte; one that leads out of it is never followed.
async function request(url, cache) {
  try {
    const options = { cache, mode: "same-origin", credentials: "same-origin" };
    return await verified(url, await fetch(url, options));
  } catch (error) {
    throw error instanceof Fault ? error : new Fault(KNOWN.get(url).path, "unreachable");
  }
}

async function download(url) {
  // Names under assets/ follow their bytes: what the page just loaded need not come twice.
  if (!url.startsWith(SCOPE + "assets/")) return request(url, "reload");
  try {
    return await request(url, "default");
  } catch {
    return request(url, "reload");
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

function tell(message) {
  for (const port of listeners) port.postMessage({ v: 1, version: VERSION, ...message });
}

// Tells those who wait how it ended.
function conclude(state) {
  tell({ type: "offline", ...state });
  if (listeners.size) tellsOne();
  listeners.clear();
}

// Brings what is not in the store yet, from other versions' stores or from the server. All or nothing:
// one wrong file is a fault. What was verified before it is kept for the next try.
async function complete() {
  try {
    const cache = await caches.open(CACHE);
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    const others = await Promise.all(names.map((name) => caches.open(name)));
    let done = 0;
    await Promise.all([...KNOWN.keys()].map(async (url) => {
      if (!(await stored(url, [cache]))) {
        await cache.put(url, (await stored(url, others)) || (await download(url)));
      }
      done += 1;
      tell({ type: "progress", done, of: KNOWN.size });
    }));
    conclude({ ready: true });
  } catch (error) {
    const fault = error instanceof Fault ? error : new Fault("", "storage");
    const { file, why, status } = fault;
    // Before the installation fails, because the browser may end its worker at once.
    conclude({ ready: false, file, why, status });
    throw fault;
  }
}

async function install() {
  // One wrong file rejects the installation, and the old version stays.
  installation = complete();
  try {
    await installation;
  } catch (fault) {
    // A busy page asks when it is all over, and a worker that has failed hears nobody. Where an older version
    // answers, no page asks this one, and the next try need not wait for it.
    if (!self.registration.active) await Promise.race([toldOne, new Promise((resolve) => setTimeout(resolve, LATE))]);
    throw fault;
  }
  installation = null;
}

// Tells a page whether everything is stored, after an attempt to bring what is not.
async function report(port) {
  listeners.add(port);
  port.postMessage({ v: 1, version: VERSION, type: "progress", done: 0, of: KNOWN.size });
  try {
    await (installation || complete());
  } catch ({ file, why, status }) {
    // Those who asked in time were told.
    conclude({ ready: false, file, why, status });
  }
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
  try {
    const cache = await caches.open(CACHE);
    await cache.put(url, response.clone());
  } catch { /* no room: right all the same */ }
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

// Keeps what was shared as one form with a file in it and the number of those that came with it, and shows the
// page that asks where it goes.
async function receive(request) {
  try {
    const given = await request.formData();
    const [file, ...others] = given.getAll("file").filter((one) => one instanceof File && one.size > 0);
    const text = ["title", "text", "url"].map((name) => given.get(name)).filter(Boolean).join("\n");
    const form = new FormData();
    form.append("file", file || new File([text], "shared.txt", { type: "text/plain" }));
    form.append("others", String(others.length));
    const cache = await caches.open(SHARED);
    await cache.put(SCOPE + "shared", new Response(form));
  } catch { /* no room: the page says that nothing came */ }
  return Response.redirect(SCOPE + "#/settings/arrived", 303);
}

self.addEventListener("install", (event) => {
  if (VERSION) event.waitUntil(install());
});

self.addEventListener("activate", (event) => event.waitUntil(activate()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (!VERSION || retired) return;
  if (request.method === "POST" && request.url === SCOPE + "share") {
    event.respondWith(receive(request));
    return;
  }
  if (request.method !== "GET") return;
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
  if (message.type === "offline" && event.ports[0]) event.waitUntil(report(event.ports[0]));
});
