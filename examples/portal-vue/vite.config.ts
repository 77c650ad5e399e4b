import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  // The portal may be served from any folder.
  base: "./",
  // Vue takes a name with a hyphen for a component of its own unless it is told.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "ziping-form" } } })],
  build: {
    outDir: "../../target/examples/portal-vue",
    // The folder is outside this one, where Vite empties nothing unless told.
    emptyOutDir: true,
    // The portal's policy allows no address that begins with data:, so every file stays a file.
    assetsInlineLimit: 0,
  },
  // Only because the package is a link out of this workspace here: the development server reads no file outside it unless told.
  server: { fs: { allow: ["../.."] } },
});
