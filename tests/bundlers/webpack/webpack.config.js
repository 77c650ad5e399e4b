import CopyPlugin from "copy-webpack-plugin";
import { resolve } from "node:path";

export default {
  mode: "production",
  entry: "./main.js",
  output: { path: resolve("out"), clean: true },
  plugins: [new CopyPlugin({ patterns: ["index.html", "node_modules/ziping/rubrics/school-pe.json"] })],
};
