import { copyFileSync, mkdirSync } from "node:fs";

mkdirSync("public", { recursive: true });
copyFileSync("node_modules/ziping/ziping.html", "public/ziping.html");
copyFileSync("node_modules/ziping/rubrics/school-pe.json", "public/school-pe.json");
