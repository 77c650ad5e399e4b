import { readFileSync, writeFileSync } from "node:fs";
import { render } from "./server/server.js";

const page = readFileSync("out/index.html", "utf8");
writeFileSync("out/index.html", page.replace('<div id="portal">', `$&${render()}`));
