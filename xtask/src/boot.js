// Starts the program. Stands in the same module as the element's class and the glue, before `embedded.js` or the site's `load.js`, which
// have `zipingProgram`: it compiles the program, and says which fault it is if its next step fails. Says nothing itself: the words for what
// can go wrong are in the page, hidden. Returns whether the program runs.
const zipingBoot = async () => {
  let fault = "browser";
  try {
    new DecompressionStream("gzip");
    // The smallest module there is tells a browser that refuses WebAssembly from one that is too old for ours.
    fault = "refused";
    await WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    const module = await zipingProgram((next) => (fault = next));
    fault = "program";
    // Not the synchronous way: Chromium 109 refuses that on the main thread for any program over 4 KB.
    const { start, imports } = zipingGlue();
    start(await WebAssembly.instantiate(module, imports()), module);
    return true;
  } catch (error) {
    document.getElementById("ziping-words").className = "failed";
    document.getElementById("ziping-fault").hidden = false;
    for (const line of document.querySelectorAll(`[data-ziping-fault="${fault}"]`)) line.hidden = false;
    // A torn file fails in ways that would only mislead ("failed to fetch").
    if (fault !== "damaged") document.querySelector('[data-ziping="fault-detail"]').textContent = String(error);
    console.error(error);
    return false;
  }
};

// The program runs its tasks by this.
customElements.get("ziping-form").task = zipingTask;
