// The program is next to the module, and is compiled while it arrives. Each address is written out in full where it is used, so that
// bundlers see that the file belongs to the module and include it.
const zipingLoad = async (signal, times) => {
  // Requested before the script beside it, so that both arrive at the same time.
  const program = fetch(new URL("./ziping.wasm", import.meta.url), { signal });
  // If the script fails first, nobody else hears of a failure here.
  program.catch(() => {});
  // A module that fails to load is not requested again under the same address: the browser would return the same failure.
  const { default: init } = times
    ? await import(/* webpackIgnore: true */ /* @vite-ignore */ `${new URL("./ziping-program.js", import.meta.url)}?${times}`)
    : await import("./ziping-program.js");
  await init({ module_or_path: program });
};

const zipingPage = () => new URL("./ziping.html", import.meta.url).href;
