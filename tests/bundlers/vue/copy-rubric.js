import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";

const rubric = import.meta.resolve("ziping/rubrics/school-pe.json");
cpSync(fileURLToPath(rubric), "public/school-pe.json");
