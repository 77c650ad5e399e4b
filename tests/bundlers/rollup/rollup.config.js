import resolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
import copy from "rollup-plugin-copy";

export default {
  input: "main.js",
  output: { dir: "out" },
  plugins: [
    resolve(),
    importMetaAssets(),
    terser(),
    copy({ targets: [{ src: ["index.html", "node_modules/ziping/rubrics/school-pe.json"], dest: "out" }] }),
  ],
};
