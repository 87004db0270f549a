// A stay of the monkey in a running app: it types, presses, takes back, does again, goes back and forth,
// and looks in the database after each step whether a text is gone that should not be.
const stay = async ({ seed, path, steps, rule }) => {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = (all) => all[Math.floor(random() * all.length)];
  const db = await new Promise((done, fail) => {
    const ask = indexedDB.open("matchbook");
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
  const rows = (store) => new Promise((done, fail) => {
    const ask = db.transaction(store).objectStore(store).getAll();
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
  const crashed = () => !document.getElementById("stopped").hidden;
  const saved = async () => {
    for (const end = performance.now() + 9000; !crashed(); await mb.frame()) {
      const head = document.querySelector("header.top");
      const waits = Object.keys(localStorage).some((key) => key.startsWith("mb/t/"));
      if (head && head.dataset.saved === head.dataset.changes && !waits) return;
      if (performance.now() > end) throw new Error("nothing was saved for nine seconds");
    }
  };
  // The monkey's words in all records that are there, and in fields that could not keep them.
  const words = async () => {
    const records = new Map();
    const put = (kind, id, field, hlc, val) => {
      const key = kind + "/" + id;
      if (!records.has(key)) records.set(key, new Map());
      const known = records.get(key).get(field);
      if (!known || known[0] < hlc) records.get(key).set(field, [hlc, val]);
    };
    const [snaps, ops] = [await rows("snap"), await rows("ops")];
    for (const snap of snaps) {
      const all = JSON.parse(snap.slice(8)).records;
      for (const kind in all) for (const id in all[kind]) for (const field in all[kind][id]) {
        for (const [hlc, val] of all[kind][id][field][0]) put(kind, id, field, hlc, val);
      }
    }
    for (const op of ops) {
      const { kind, id, field, hlc, val } = JSON.parse(op.slice(8));
      put(kind, id, field, hlc, val);
    }
    let text = Object.keys(localStorage).filter((key) => key.startsWith("mb/d/")).map((key) => localStorage[key]).join();
    for (const fields of records.values()) {
      const deleted = fields.get("deleted");
      const edited = [...fields].filter(([name]) => name !== "deleted").map(([, [hlc]]) => hlc);
      const alive = !deleted || deleted[1] !== true || edited.some((hlc) => hlc > deleted[0]);
      if (alive) for (const [, val] of fields.values()) text += JSON.stringify(val);
    }
    return new Set(text.match(/mk\d+x/g) || []);
  };

  // What leaves the page, needs the phone, or waits for a person.
  const never = /print|share|record|microphone|import|restor|copy|file|install|update|sound|listen|play|wav|export|erase|hands|open it again|try again|voice|persist|keep storage|look for|sample season/i;
  // Takes words away, and says so.
  // (Who brings a program back to the rank list takes away why it was not on it.)
  // (Who keeps one of two versions takes the other away.)
  const takes = /keep this one|keep what is shown|bring back:|delete|discard|remove|clear|take|empty|go back to|back to|replace|undo|steps|did not meet/i;
  const fields = () => mb.all("field").filter((e) =>
    (e.tagName === "TEXTAREA" || ["text", "search"].includes(e.type)) && !e.disabled && !e.closest("[hidden]"));
  const presses = () => mb.all("button").concat(mb.all("checkbox"), mb.all("radio")).filter((e) =>
    e.id !== "stopped-reload" && !e.disabled && !never.test(mb.name(e)) && !["Undo", "Redo"].includes(e.getAttribute("aria-label")));
  const key = (name, options) => document.querySelector("h1")?.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...options }));

  const life = (window.mbLife ??= { visit: 0, offered: new Set() });
  if (!life.last) addEventListener("hashchange", () => { life.visit += 1; });
  // A stay where the last one ended goes on in its visit, and may take back what that one did.
  const goesOn = life.last?.visit === life.visit;
  const typed = goesOn ? life.last.typed : new Map();
  // Words that a press of this stay brought in, and those that a press in that visit took away: redo may do so again.
  const made = goesOn ? life.last.made : new Set();
  const taken = goesOn ? life.last.taken : new Map();
  // An offer to take back outlives a stay.
  const offered = life.offered;
  const here = () => {
    const now = life.visit;
    return { may: (word) => typed.get(word) === now || taken.get(word) === now || made.has(word) };
  };
  const log = [], lost = [];
  let count = 0, before = null;
  const arrow = (name) => mb.find("button", name)?.getAttribute("aria-label") === name && mb.find("button", name);
  // For the control: what stood in the fields before the last press, as undo once put it back.
  let replaced = [];
  const kinds = {
    type: 8, undo: 3, redo: 2, press: 6, toast: rule === "old" ? 6 : 1, key: 1, back: 0.4, forward: 0.4, escape: 0.6,
  };
  const kind = () => {
    let at = random() * Object.values(kinds).reduce((a, b) => a + b);
    return Object.keys(kinds).find((name) => (at -= kinds[name]) < 0) || "type";
  };
  const act = {
    type() {
      const field = pick(fields());
      if (!field) return act.press();
      const word = `mk${seed % 100000}${String(count).padStart(3, "0")}x`;
      mb.fill(field, (field.value + " " + word).trimStart());
      typed.set(word, life.visit);
      return { name: mb.name(field), may: () => false };
    },
    undo() {
      const button = arrow("Undo");
      if (!button) return act.type();
      const done = here();
      button.click();
      return done;
    },
    redo() {
      const button = arrow("Redo");
      if (!button) return act.press();
      const done = here();
      button.click();
      return done;
    },
    key() {
      const done = here();
      pick([() => key("u"), () => key("z", { ctrlKey: true }), () => key("y", { ctrlKey: true })])();
      return done;
    },
    press() {
      const button = pick(presses());
      if (!button) return { may: () => false };
      const name = mb.name(button);
      const now = life.visit;
      replaced = fields().map((field) => [field, field.value]);
      button.click();
      const may = (word) => takes.test(name) && !!taken.set(word, now);
      return { name, makes: true, may };
    },
    toast() {
      if (rule === "old") {
        replaced.filter(([field]) => field.isConnected).forEach(([field, value]) => mb.fill(field, value));
        return { may: (word) => made.has(word) };
      }
      const button = pick([...document.querySelectorAll(".toast .btn")]);
      if (!button) return act.press();
      button.click();
      return { may: (word) => offered.has(word) };
    },
    async back() {
      // Not out of the app.
      if (!(history.state?.entry > window.firstEntry)) return act.forward();
      const arrived = new Promise((done) => addEventListener("popstate", done, { once: true }));
      history.back();
      await arrived;
      return { may: () => false };
    },
    forward() { history.forward(); return { may: () => false }; },
    escape() { key("Escape"); document.querySelector("dialog[open] .icon-button")?.click(); return { may: () => false }; },
  };
  await saved();
  before = await words();
  for (; count < steps && !crashed(); count += 1) {
    if (count % 12 === 11 && location.hash !== `#/${path}`) {
      location.hash = `#/${path}`;
      await mb.frame();
    }
    const what = kind();
    const { name, may, makes } = await act[what]();
    log.push(`${what} ${name || ""} @${location.hash}`);
    await mb.frame();
    if (crashed()) break;
    await saved();
    const after = await words();
    for (const word of before) if (!after.has(word) && !may(word)) lost.push(`${word} after ${log.slice(-6).join(" > ")}`);
    if (makes) for (const word of after) if (!before.has(word)) { made.add(word); offered.add(word); }
    before = after;
  }
  life.last = { visit: life.visit, typed, made, taken };
  db.close();
  const why = crashed() ? `${document.getElementById("stopped-why").textContent} after ${log.slice(-8).join(" > ")}` : "";
  return { steps: count, words: before.size, lost, crashed: why };
};
