import { build } from "esbuild";
import { copyFile } from "node:fs/promises";

await build({
  entryPoints: ["main.js"],
  outdir: "out",
  bundle: true,
  minify: true,
  format: "esm",
  splitting: true,
  loader: { ".wasm": "file" },
});

await copyFile("index.html", "out/index.html");
await copyFile("node_modules/ziping/rubrics/school-pe.json", "out/school-pe.json");
