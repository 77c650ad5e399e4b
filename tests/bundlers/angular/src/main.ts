import { bootstrapApplication } from "@angular/platform-browser";
import { configure } from "ziping";
import { App } from "./app/app";
import { appConfig } from "./app/app.config";

// Where `assets` in angular.json copies the files to.
configure({ wasm: "ziping/ziping.wasm", page: "ziping/ziping.html" });

bootstrapApplication(App, appConfig).catch((error) => console.error(error));
