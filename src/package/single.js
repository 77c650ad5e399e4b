// The program is in the script itself (`zipingPacked`), for pages without modules and pages that are opened from disk. Unpacked only
// when an element comes near the screen.
const zipingSource = globalThis.document?.currentScript?.src || globalThis.document?.baseURI;

const zipingLoad = async () => {
  const module = await WebAssembly.compile(await zipingUnpack(zipingPacked));
  // Not the synchronous way: Chromium 109 refuses that on the main thread for any program over 4 KB.
  __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
};

const zipingPage = () => new URL("ziping.html", zipingSource).href;
