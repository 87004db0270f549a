// The worker: runs the same program as the page, without a page, for one task. The page says which
// files of this version these are and what their hashes must be; it keeps nothing.
const own = (url) => {
  const { origin, href } = new URL(url, location.href);
  if (origin !== location.origin) throw new Error("foreign address");
  return href;
};

// An import checks no hash; fetch does, and the import after it is answered by the same stored file.
const checked = async ({ href, integrity }) => {
  const response = await fetch(own(href), { integrity, credentials: "same-origin" });
  if (!response.ok) throw new Error("status " + response.status);
  return response;
};

addEventListener("message", async ({ data: { glue, wasm, task, rate, samples } }) => {
  try {
    const [, program] = await Promise.all([checked(glue), checked(wasm)]);
    const { default: init, work, hear } = await import(own(glue.href));
    await init({ module_or_path: program });
    // Until now it could not be ended without an error of the page in Firefox.
    postMessage({ begun: true });
    postMessage({ done: samples ? await hear(rate, samples) : await work(task) });
  } catch (error) {
    console.error(error);
    postMessage({ failed: true });
  }
}, { once: true });
