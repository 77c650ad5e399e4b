// The program is next to the module, and is compiled while it arrives. Each address that bundlers are to follow is written out in full where
// it is used, so that they see that the file belongs to the module and include it. Not all do: `configure` or an element's attribute `wasm`
// names the address then.
let zipingAddresses = {};
const configure = (addresses) => {
  zipingAddresses = { ...zipingAddresses, ...addresses };
};

const zipingLoad = async (signal, times, element) => {
  const own = element.getAttribute("wasm") || zipingAddresses.wasm;
  const address = own ? new URL(own, document.baseURI) : new URL("./ziping.wasm", import.meta.url);
  // Requested before the script beside it, so that both arrive at the same time.
  const program = fetch(address, { signal });
  // If the script fails first, nobody else hears of a failure here.
  program.catch(() => {});
  // A module that fails to load is not requested again under the same address: the browser would return the same failure.
  const { default: init } = times
    ? await import(/* webpackIgnore: true */ /* @vite-ignore */ `${new URL("./ziping-program.js", import.meta.url)}?${times}`)
    : await import("./ziping-program.js");
  const answer = await program;
  // The page that a server gives for an address that it does not know is no program either.
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  await init({ module_or_path: answer });
};

// The one-file page is no part of a bundle: a bundler would change its script, which its own policy refuses then. So its address is not
// written as one that bundlers follow. Where a bundler puts the address of the source in place of `import.meta.url`, there is none.
const zipingHere = import.meta.url;
const zipingPage = () => {
  if (zipingAddresses.page) return new URL(zipingAddresses.page, document.baseURI).href;
  return zipingHere.startsWith("file:") && location.protocol !== "file:" ? "" : new URL("ziping.html", zipingHere).href;
};
