import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  // The portal may be served from any folder.
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../../target/examples/portal-react",
    // The folder is outside this one, where Vite empties nothing unless told.
    emptyOutDir: true,
    // The portal's policy allows no address that begins with data:, so every file stays a file.
    assetsInlineLimit: 0,
  },
  // Only because the package is a link out of this workspace here: the development server reads no file outside it unless told.
  server: { fs: { allow: ["../.."] } },
});
