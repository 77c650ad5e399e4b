// The program lies beside the module, and is compiled while it arrives. Each address is written out in full where it is used: so
// bundlers see that the file belongs to the module, and take it along.
const zipingLoad = async () => {
  const { default: init } = await import("./ziping-program.js");
  await init({ module_or_path: new URL("./ziping.wasm", import.meta.url) });
};

const zipingPage = () => new URL("./ziping.html", import.meta.url).href;
