import { copyFile, mkdir } from "node:fs/promises";
import { basename } from "node:path";

const files = [
  "index.html",
  "portal.js",
  "node_modules/jquery/dist/jquery.min.js",
  "node_modules/jquery-validation/dist/jquery.validate.min.js",
  "node_modules/jquery-validation/dist/localization/messages_zh.min.js",
  "node_modules/ziping/ziping.single.js",
  "node_modules/ziping/rubrics/school-pe.json",
];

await mkdir("out", { recursive: true });
for (const file of files) await copyFile(file, `out/${basename(file)}`);
