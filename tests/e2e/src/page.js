// Sent before every script the harness runs in a page. Finds things the way a reader of the
// accessibility tree does: by role and name, inside the open modal dialog if there is one.
const mb = (() => {
  // WebKit's WebDriver has no log: the page keeps what it says at level error, from the first script on,
  // and beyond a reload.
  if (!window.mbHears) {
    window.mbHears = true;
    const note = (text) => {
      try { sessionStorage.mbErrors = JSON.stringify([...JSON.parse(sessionStorage.mbErrors || "[]"), text]); } catch { /* not a page of the app */ }
    };
    const error = console.error;
    console.error = (...all) => { note(all.map(String).join(" ")); error.apply(console, all); };
    addEventListener("error", (e) => note(e.message || `${e.target.src || e.target.href} did not come`), true);
    addEventListener("unhandledrejection", (e) => note(`not awaited: ${e.reason}`));
    document.addEventListener("securitypolicyviolation", (e) => note(`${e.blockedURI} is not allowed`));
  }
  const roles = {
    button: "button,[role=button],summary,input[type=submit]",
    link: "a[href],[role=link]",
    checkbox: "input[type=checkbox],[role=checkbox],[role=switch]",
    radio: "input[type=radio],[role=radio]",
    field: "input:not([type=checkbox]):not([type=radio]),textarea,select,[role=textbox]",
    heading: "h1,h2,h3,h4,[role=heading]",
    any: "button,a[href],summary,label,[role=button],[role=tab],[role=menuitem]",
  };
  const squeeze = (text) => (text || "").replace(/\s+/g, " ").trim();
  const name = (e) => {
    const by = e.getAttribute("aria-labelledby");
    if (by) return squeeze(by.split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
    if (e.getAttribute("aria-label")) return squeeze(e.getAttribute("aria-label"));
    if (e.labels?.length) return squeeze(e.labels[0].textContent);
    return squeeze(e.textContent || e.title || e.placeholder || e.value);
  };
  const shown = (e) =>
    !e.closest("[inert],[hidden]") && (e.checkVisibility ? e.checkVisibility() : e.getClientRects().length > 0);
  const all = (role, wanted) => {
    const modals = document.querySelectorAll("dialog:modal");
    const root = modals[modals.length - 1] || document;
    const found = [...root.querySelectorAll(roles[role])].filter(shown);
    if (wanted === undefined) return found;
    for (const fits of [(n) => n === wanted, (n) => n.startsWith(wanted), (n) => n.includes(wanted)]) {
      const hits = found.filter((e) => fits(name(e)));
      if (hits.length) return hits;
    }
    return [];
  };
  // Something was drawn. A page in the background draws nothing; a busy one is waited for, or what was
  // pressed is where an animation that has ended last drew it.
  const frame = () => new Promise((done) => {
    requestAnimationFrame(done);
    setTimeout(done, document.hidden ? 60 : 2000);
  });
  // The element a finger would hit, in view and no longer moving.
  const settle = async (e) => {
    let hit = e;
    const box = e.getBoundingClientRect();
    if (e.labels?.length && (box.width < 8 || box.height < 8)) hit = e.labels[0];
    const free = () => {
      const r = hit.getBoundingClientRect();
      const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
      return top && (hit.contains(top) || [...(e.labels || [])].some((label) => label.contains(top)));
    };
    // A sheet on its way may stand still for two frames of a busy machine.
    const moves = () => document.getAnimations().some((a) =>
      a.playState === "running" && a.timeline === document.timeline &&
      a.effect?.getComputedTiming().endTime !== Infinity && a.effect?.target?.contains(hit));
    for (const end = performance.now() + 5000; moves() && performance.now() < end; ) await frame();
    // What comes meanwhile may move it, or a message lie over it: a finger waits until that has gone.
    for (const end = performance.now() + 20000; ; ) {
      if (!free()) hit.scrollIntoView({ block: "center", behavior: "instant" });
      for (let last = "", still = 0; still < 2; ) {
        await frame();
        if (!e.isConnected) throw "gone: drawn anew while it was awaited";
        const r = hit.getBoundingClientRect();
        const now = `${r.x} ${r.y} ${r.width} ${r.height}`;
        still = now === last ? still + 1 : 0;
        last = now;
      }
      if (free() || performance.now() > end) break;
    }
    return hit;
  };
  // Notes whether the element hears a click.
  const watched = (e) => {
    window.mbPressed = false;
    const note = (event) => {
      if (!event.composedPath().includes(e)) return;
      window.mbPressed = true;
      removeEventListener("click", note, true);
    };
    addEventListener("click", note, true);
    return e;
  };
  const fill = (e, value) => {
    e.focus();
    const kind = { TEXTAREA: HTMLTextAreaElement, SELECT: HTMLSelectElement }[e.tagName] || HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(e, value);
    e.dispatchEvent(new Event("input", { bubbles: true }));
    e.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const h1 = () => [...document.querySelectorAll("h1")].find(shown);
  // What the browser holds for the app: the evidence beside a failure.
  const kept = async () => {
    const databases = await indexedDB.databases();
    const found = { databases, localStorage: { ...localStorage }, caches: await caches.keys() };
    if (!databases.some((one) => one.name === "matchbook")) return found;
    const db = await new Promise((done, fail) => {
      const ask = indexedDB.open("matchbook");
      ask.onsuccess = () => done(ask.result);
      ask.onerror = () => fail(ask.error);
    });
    for (const store of db.objectStoreNames) {
      found[store] = await new Promise((done) => {
        const ask = db.transaction(store).objectStore(store).count();
        ask.onsuccess = () => done(ask.result);
        ask.onerror = () => done(String(ask.error));
      });
    }
    db.close();
    return found;
  };
  // How many changes the database holds, its twin, and the twin's twin (null where there is none).
  const changes = async () => {
    const count = (factory) => new Promise((done) => {
      const ask = factory.open("matchbook");
      ask.onupgradeneeded = () => ask.transaction.abort();
      ask.onerror = () => done(0);
      ask.onsuccess = () => {
        const rows = ask.result.transaction("ops").objectStore("ops").count();
        rows.onsuccess = () => { ask.result.close(); done(rows.result); };
      };
    });
    const names = (await navigator.storageBuckets?.keys()) || [];
    const inBucket = async (name) =>
      names.includes(name) ? count((await navigator.storageBuckets.open(name)).indexedDB) : null;
    return { database: await count(indexedDB), twin: await inBucket("twin"), spare: await inBucket("spare") };
  };
  return { all, h1, kept, changes, name, shown, frame, settle, watched, fill, squeeze, find: (role, wanted) => all(role, wanted)[0] || null };
})();
