import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  // The portal may be served from any folder.
  base: "./",
  // All that there is to configure is here, so no other file is looked for.
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: "../../target/examples/portal-svelte",
    // The folder is outside this one, where Vite empties nothing unless told.
    emptyOutDir: true,
    // The portal's policy allows no address that begins with data:, so every file stays a file.
    assetsInlineLimit: 0,
  },
  // Only because the package is a link out of this workspace here: the development server reads no file outside it unless told.
  server: { fs: { allow: ["../.."] } },
});
