// `ziping/react` on a server: run by `cargo xtask test` with the package that was built. The portal of React uses it in a browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { test } from "node:test";

const dist = pathToFileURL(`${process.env.ZIPING_DIST}/`);
const examples = fileURLToPath(new URL("../../examples/node_modules/", import.meta.url));

// What a server renders of `<Ziping>` with these properties.
const rendered = (properties) => {
  const folder = mkdtempSync(join(tmpdir(), "ziping-react-"));
  cpSync(new URL("package", dist), join(folder, "node_modules/ziping"), { recursive: true });
  for (const name of ["react", "react-dom", "scheduler"]) symlinkSync(join(examples, name), join(folder, "node_modules", name));
  const script = join(folder, "render.mjs");
  writeFileSync(script, `
    import { createElement, StrictMode } from "react";
    import { renderToString } from "react-dom/server";
    import { Ziping } from "ziping/react";
    console.log(renderToString(createElement(StrictMode, null, createElement(Ziping, ${properties}))));
  `);
  return execFileSync(process.execPath, [script], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
};

test("a server renders the attributes and nothing else", () => {
  const all = `{
    id: "pe", rubric: "/rubrics/a.json", name: "assessment", entries: "total grade", lang: "zh-CN", className: "wide", draftKey: "a", form: "f",
    required: true, readOnly: false, autosave: undefined, value: { any: "thing" }, onReady() {}, onInput() {}, "aria-label": "自评",
  }`;
  assert.equal(
    rendered(all),
    '<ziping-form id="pe" name="assessment" entries="total grade" lang="zh-CN" class="wide" draft-key="a" form="f" required="" aria-label="自评" rubric="/rubrics/a.json"></ziping-form>',
  );
  // A rubric that is no address is set on the element in the browser.
  for (const rubric of ['{ id: "a" }', '" {}"']) assert.equal(rendered(`{ rubric: ${rubric} }`), "<ziping-form></ziping-form>");
});
