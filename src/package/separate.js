// The program lies beside the module, and is compiled while it arrives. Each address is written out in full where it is used: so
// bundlers see that the file belongs to the module, and take it along.
const zipingLoad = async (signal, times) => {
  // A module that does not come is not asked for again under the same address: the browser would wait for the same answer.
  const { default: init } = times
    ? await import(/* webpackIgnore: true */ /* @vite-ignore */ `${new URL("./ziping-program.js", import.meta.url)}?${times}`)
    : await import("./ziping-program.js");
  await init({ module_or_path: fetch(new URL("./ziping.wasm", import.meta.url), { signal }) });
};

const zipingPage = () => new URL("./ziping.html", import.meta.url).href;
