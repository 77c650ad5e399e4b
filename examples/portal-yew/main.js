import init from "./portal.js";

await init({ module_or_path: new URL("./portal.wasm", import.meta.url) });
