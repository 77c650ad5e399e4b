// The program is next to the module, and is compiled while it arrives. Each address that bundlers are to follow is written out in full where
// it is used, so that they see that the file belongs to the module and include it. Not all do: `configure` or an element's attribute `wasm`
// names the address then.
let zipingAddresses = {};
const configure = (addresses) => {
  zipingAddresses = { ...zipingAddresses, ...addresses };
};

// The script of the program. The address of one that failed to load is asked again with another query: under the same address the browser
// would return the same failure. Where a bundler gave the script another name, only the first address leads to it.
const zipingScript = (times) => {
  const script = import("./ziping-program.js");
  if (!times) return script;
  const again = import(/* webpackIgnore: true */ /* @vite-ignore */ `${new URL("./ziping-program.js", import.meta.url)}?${times}`);
  return Promise.any([script, again]).catch(({ errors }) => {
    throw errors[0];
  });
};

const zipingLoad = async (signal, times, element) => {
  // A module that imports this one runs after it, in the same task, and may call `configure`.
  await null;
  const own = element.getAttribute("wasm") || zipingAddresses.wasm;
  const address = own ? new URL(own, document.baseURI) : new URL("./ziping.wasm", import.meta.url);
  // Requested before the script beside it, so that both arrive at the same time.
  const program = fetch(address, { signal });
  // If the script fails first, nobody else hears of a failure here.
  program.catch(() => {});
  const { default: init } = await zipingScript(times);
  const answer = await program;
  // The page that a server gives for an address that it does not know is no program either.
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${answer.statusText}`);
  await init({ module_or_path: answer });
};

// The one-file page is no part of a bundle: a bundler would change its script, which its own policy refuses then. So it is beside the program
// only where no bundler renamed the program and nobody named another address.
const zipingPage = () => {
  if (zipingAddresses.page) return new URL(zipingAddresses.page, document.baseURI).href;
  try {
    const { href } = new URL("./ziping.wasm", import.meta.url);
    return href.endsWith("/ziping.wasm") && !zipingAddresses.wasm ? new URL("ziping.html", href).href : "";
  } catch {
    // A script that is not a module does not know its address.
    return "";
  }
};
