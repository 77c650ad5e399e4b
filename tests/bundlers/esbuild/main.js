import { configure } from "ziping";
import wasm from "ziping/ziping.wasm";

configure({ wasm: new URL(wasm, import.meta.url) });

document.querySelector("ziping-form").addEventListener("input", ({ detail }) => {
  document.querySelector("output").textContent = `${detail.total ?? "–"} / ${detail.maximum}`;
});
