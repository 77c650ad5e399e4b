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
  // Only because the package is a link out of this workspace here: it would find no React where it really is, and the development server
  // reads no file outside the workspace unless told.
  resolve: { preserveSymlinks: true },
  server: { fs: { allow: ["../.."] } },
});
