// The start of the page, before any WebAssembly: the Trusted Types policy, theme and text size before
// the first paint, a hint of the screen in the address, then the app. A classic script, because a
// module would run after the first paint. It keeps no state and knows nothing of the app's data.
"use strict";
(() => {
  const root = document.documentElement;

  // Leptos renders static markup through a template; nothing else may write HTML. Whatever could run
  // is refused, and the only script addresses are those of the app's own workers.
  const RISKY = /<\/?(?:script|iframe|frame|object|embed|base|meta|link)\b|[\s"'/]on[a-z]+\s*=|javascript:|srcdoc/i;
  const refuse = (what) => { throw new TypeError("Refused: " + what); };
  if (window.trustedTypes) {
    window.trustedTypes.createPolicy("default", {
      createHTML: (text) => (RISKY.test(text) ? refuse("markup that could run") : text),
      createScriptURL: (url) => (url === "./sw.js" || url === "./worker.js" || url === glue().href ? url : refuse("script address")),
    });
  }

  // Storage can be forbidden; the defaults are then right.
  try {
    const theme = localStorage.getItem("mb/pref/theme");
    if (theme === "light" || theme === "dark") {
      root.dataset.theme = theme;
      for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
        meta.media = meta.media.includes(theme) ? "all" : "not all";
      }
    }
    const text = Number(localStorage.getItem("mb/pref/text"));
    if (text >= 50 && text <= 300) root.style.fontSize = text + "%";
  } catch { /* as above */ }

  // The browser's offer to install comes once and often before the app, which looks for it here.
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    window.matchbookInstallOffer = event;
  });

  // Opened with a file, or by a shortcut while the app is open already. A page that is loaded again is told its
  // last launch once more: the file is then there again, and the person stays where they are.
  window.launchQueue?.setConsumer(({ targetURL, files }) => {
    if (files?.length) window.matchbookOpened = files;
    if (document.readyState !== "complete" && performance.getEntriesByType("navigation")[0]?.type === "reload") return;
    const hash = files?.length ? "#/settings/arrived" : targetURL && new URL(targetURL).hash;
    // The next file for the screen that shows the last one.
    if (files?.length && location.hash === hash) dispatchEvent(new Event("hashchange"));
    else if (hash) location.hash = hash;
  });

  // A deep link must not show "Today" until the app is there.
  const TITLES = { practice: "Practice", pack: "Pack", programs: "Programs", rank: "Rank", settings: "Settings" };
  const hint = () => {
    const [screen, inner] = location.hash.replace(/^#\/?/, "").split(/[/?]/);
    if (!screen) return;
    // The title of an inner screen is the app's to know.
    const title = (!inner && TITLES[screen]) || "";
    document.title = title ? title + " · Matchbook" : "Matchbook";
    const app = document.getElementById("app");
    app.querySelector("h1").textContent = title || "\u00a0";
    app.querySelector(".hero").remove();
    for (const tab of app.querySelectorAll(".tab")) {
      if (tab.getAttribute("href") === "#/" + screen) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  };

  // After a panic no code of the app can be trusted, so this panel is plain page. Its second button
  // leads to a start of the app that only saves a copy.
  const stop = ({ detail }) => {
    const panel = document.getElementById("stopped");
    // Taken out, not hidden: an open dialog would keep the rest of the page inert.
    document.getElementById("app").remove();
    document.getElementById("stopped-why").textContent = typeof detail === "string" ? "For a report: " + detail : "";
    document.getElementById("stopped-reload").addEventListener("click", () => location.reload());
    document.getElementById("stopped-rescue").addEventListener("click", () => {
      location.replace("#/rescue");
      location.reload();
    });
    panel.hidden = false;
    document.title = "Matchbook has stopped";
    panel.querySelector("h1").focus();
  };
  addEventListener("matchbook:fault", stop, { once: true });

  const fail = (error) => {
    console.error(error);
    // A panic at the start comes here as well, after its own panel.
    if (!document.getElementById("stopped").hidden) return;
    document.getElementById("app").hidden = true;
    document.getElementById("could-not-start").hidden = false;
    document.title = "Matchbook could not start";
  };

  const glue = () => document.querySelector("link[rel=modulepreload]");

  // WebKit checks neither a preload nor an import; it does check an element. The import after it is
  // answered by the same, checked module.
  const checked = ({ href, integrity, crossOrigin }) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { type: "module", integrity, crossOrigin });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("the start script was refused")));
    script.src = href;
    document.head.append(script);
  });

  const start = async () => {
    try {
      hint();
      const wasm = document.querySelector("link[rel=preload][as=fetch]");
      // A preload does not check what it loads; fetch does. Same address and mode: one request.
      const [{ default: init }, response] = await Promise.all([
        checked(glue()).then(() => import(glue().href)),
        fetch(wasm.href, { integrity: wasm.integrity, credentials: "same-origin" }),
      ]);
      if (!response.ok) throw new Error("status " + response.status);
      // A refused style sheet leaves no tokens; whether it leaves a sheet differs by browser. Asked here, where
      // the styles of the first paint are known: asked above, they would be computed for the question.
      if (!getComputedStyle(root).getPropertyValue("--bg")) throw new Error("the style sheet was refused");
      await init({ module_or_path: response });
    } catch (error) {
      fail(error);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
