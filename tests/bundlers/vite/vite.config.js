import { defineConfig } from "vite";
import { viteStaticCopy } from "vite-plugin-static-copy";

export default defineConfig({
  base: "./",
  build: { outDir: "out" },
  plugins: [viteStaticCopy({ targets: [{ src: "node_modules/ziping/rubrics/school-pe.json", dest: "." }] })],
});
