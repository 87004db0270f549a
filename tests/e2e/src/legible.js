// What is wrong with the words on the page as it stands: an array of sentences, empty when nothing is.
// Overlap, clipping, words that leave their control or the window, words broken although a line has room.
(() => {
  const faults = [];
  const LAYERS = ".top, .tabs, .foot, .stage-foot, .toasts, dialog";
  const MARGIN = 48; // what a screen and a card keep free at the sides, together
  const seen = (element) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
    for (let at = element; at; at = at.parentElement) {
      // Words for screen readers alone stand in a box with no room.
      const { overflow, display } = getComputedStyle(at);
      if (display !== "inline" && at.clientWidth <= 1 && at.clientHeight <= 1 && overflow !== "visible") return false;
    }
    return true;
  };
  const modal = document.querySelector("dialog[open]");
  const say = (what, text) => faults.push(`${what}: ${text.trim().replace(/\s+/g, " ").slice(0, 60)}`);

  // Where the letters of a line are: the box of large type set solid is higher than its line.
  const high = (rect) => rect.top + rect.height * 0.2;
  const low = (rect) => rect.bottom - rect.height * 0.2;
  const pieces = [];
  const walker = document.createTreeWalker(modal || document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, option, svg, [aria-hidden=true] .icon, .skip") || !seen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
    if (rects.length === 0) continue;
    if (!parent.closest(".endless")) pieces.push({ node, parent, rects, layer: parent.closest(LAYERS) });

    for (const rect of rects) {
      // What scrolls inside a box of its own may begin or end outside.
      if (parent.closest(".endless")) break;
      if (rect.left < -1 || rect.right > innerWidth + 1) { say("leaves the window", node.data); break; }
    }
    const control = parent.closest("button, a, label, summary, .chip, .pill");
    if (control) {
      const box = control.getBoundingClientRect();
      const out = rects.some((r) => r.left < box.left - 1 || r.right > box.right + 1 || r.top < box.top - 1 || r.bottom > box.bottom + 1);
      if (out && getComputedStyle(control).display !== "inline") say("leaves its control", node.data);
    }
    for (const match of node.data.matchAll(/[^\s\-–—]+/g)) {
      const word = document.createRange();
      word.setStart(node, match.index);
      word.setEnd(node, match.index + match[0].length);
      const parts = [...word.getClientRects()].filter((rect) => rect.width > 1);
      const lines = new Set(parts.map((rect) => Math.round(rect.top)));
      const width = parts.reduce((sum, rect) => sum + rect.width, 0);
      if (lines.size > 1 && width < document.documentElement.clientWidth - MARGIN) say("broken inside a word", match[0]);
    }
  }

  for (const element of (modal || document.body).querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const hides = (value) => value === "hidden" || value === "clip";
    if (!(hides(style.overflowX) || hides(style.overflowY)) || element.closest("svg") || !element.textContent.trim() || !seen(element)) continue;
    // A box that is left out on purpose for the eye, and one that only rounds its corners.
    if (element.clientWidth <= 1) continue;
    const wide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
    if ((wide || high) && element !== document.body) say("clipped", element.textContent);
  }

  for (let i = 0; i < pieces.length; i += 1) {
    for (let j = i + 1; j < pieces.length; j += 1) {
      const [a, b] = [pieces[i], pieces[j]];
      if (a.layer !== b.layer || a.parent === b.parent) continue;
      const over = a.rects.some((p) => b.rects.some((q) =>
        Math.min(p.right, q.right) - Math.max(p.left, q.left) > 2 && Math.min(low(p), low(q)) - Math.max(high(p), high(q)) > 2));
      if (over) say("overlap", `${a.node.data.trim().slice(0, 28)} | ${b.node.data.trim().slice(0, 28)}`);
    }
  }
  const controls = [...(modal || document.body).querySelectorAll("button, a, input:not([type=checkbox], [type=radio]), select, textarea")].filter((control) => seen(control) && !control.matches(".skip"));
  for (let i = 0; i < controls.length; i += 1) {
    for (let j = i + 1; j < controls.length; j += 1) {
      const [a, b] = [controls[i], controls[j]];
      if (a.closest(LAYERS) !== b.closest(LAYERS) || a.contains(b) || b.contains(a)) continue;
      const [p, q] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
      const over = Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 1;
      if (over) say("controls overlap", `${a.textContent || a.ariaLabel} | ${b.textContent || b.ariaLabel}`);
    }
  }
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) faults.push(`scrolls sideways by ${page.scrollWidth - page.clientWidth}`);
  return [...new Set(faults)];
})()
