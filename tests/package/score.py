"""The engine as Python has it, from `score.wasm` alone: run by `cargo xtask test` with the package that was built.

Compares the verdict on every record of `crates/assessment/tests/totals` with that of `score.js`, to the last digit.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from wasmtime import Instance, Module, Store

DIST = Path(os.environ["ZIPING_DIST"])
ROOT = Path(__file__).parents[2]


class Engine:
    """The functions of `crates/score`."""

    def __init__(self, file: Path) -> None:
        self.store = Store()
        module = Module.from_file(self.store.engine, str(file))
        assert not module.imports, "the module needs nothing"
        self.exports = Instance(self.store, module, []).exports(self.store)
        assert self.call("ziping_interface") == 1

    def call(self, name: str, *values: int) -> int:
        return self.exports[name](self.store, *values)

    def put(self, *texts: str) -> list[int]:
        parts = [text.encode() for text in texts]
        whole = b"".join(parts)
        address = self.call("ziping_input", len(whole)) & 0xFFFFFFFF
        self.exports["memory"].write(self.store, whole, address)
        return [len(part) for part in parts]

    def answer(self):
        address = self.call("ziping_answer") & 0xFFFFFFFF
        length = self.call("ziping_answer_length")
        return json.loads(self.exports["memory"].read(self.store, address, address + length) or b"null")

    def open(self, rubric: str) -> int:
        return self.call("ziping_open", *self.put(rubric))

    def score(self, rubric: int, record: str, today: str = ""):
        is_read = self.call("ziping_score", rubric, *self.put(record, today))
        return bool(is_read), self.answer()

    def check(self, rubric: str):
        self.call("ziping_check", *self.put(rubric))
        return self.answer()


def cases():
    for file in sorted((ROOT / "crates/assessment/tests/totals").glob("*.json")):
        case = json.loads(file.read_text())
        rubric = (DIST / "package/rubrics" / f"{case['rubric']}.json").read_text()
        answers = {key: {"answer": given} if "kind" in given else given for key, given in case["answers"].items()}
        record = {
            "format": 1, "kind": "ziping-record", "id": "x", "revision": 1,
            "rubric": {"id": case["rubric"], "version": json.loads(rubric)["version"]},
            "answers": {"self": answers}, "profile": case.get("profile", {}),
        }
        yield file.name, rubric, json.dumps(record, ensure_ascii=False)


def from_node(rubric: str, record: str):
    script = """
        const { score } = await import(process.argv[1]);
        const { rubric, record } = JSON.parse(require("fs").readFileSync(0, "utf8"));
        console.log(JSON.stringify(score(rubric, record, { today: "2026-11-24" })));
    """
    script = script.replace('require("fs")', '(await import("node:fs"))')
    module = (DIST / "package/score.js").as_uri()
    command = ["node", "--input-type=module", "-e", script, module]
    sent = json.dumps({"rubric": rubric, "record": record})
    return json.loads(subprocess.run(command, input=sent, text=True, capture_output=True, check=True).stdout)


def filled(verdict):
    """Adds the empty lists that the engine leaves out, as `score.js` does."""
    scores = {rater: {"vetoes": [], "pending": [], "sections": {}, **own} for rater, own in verdict.get("scores", {}).items()}
    empty = {"raters": [], "criteria": [], "dates": [], "figures": []}
    return {"scores": scores, "notices": [{**empty, **notice} for notice in verdict.get("notices", [])]}


def documented(rubric: str, record: str) -> str:
    """What the lines in `docs/embedding/server.md` print, as the package has them."""
    (lines,) = re.findall(r"```python\n(.*?)```", (DIST / "package/docs/embedding/server.md").read_text(), re.DOTALL)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(DIST / "package/score.wasm", folder)
        Path(folder, "rubric.json").write_text(rubric)
        Path(folder, "record.json").write_text(record)
        return subprocess.run([sys.executable, "-c", lines], cwd=folder, text=True, capture_output=True, check=True).stdout


def main() -> None:
    engine = Engine(DIST / "package/score.wasm")
    compared = 0
    for name, rubric, record in cases():
        number = engine.open(rubric)
        assert number, name
        is_read, verdict = engine.score(number, record, "2026-11-24")
        assert is_read and filled(verdict) == from_node(rubric, record), name
        is_read, blank = engine.score(number, "")
        assert is_read and all(own["answered"] == 0 for own in blank["scores"].values()), name
        is_read, problems = engine.score(number, record[:-1])
        assert not is_read and problems[0]["code"] == "cut-short", name
        assert documented(rubric, record).strip() == f"1 {engine.score(number, record, '2026-11-23')[1]}", name
        engine.call("ziping_close", number)
        assert engine.score(number, record) == (False, []), name
        compared += 1
    assert compared >= 10, compared
    assert engine.open("{") == 0 and engine.answer()[0]["code"] == "cut-short"
    assert engine.check("{")[0]["code"] == "cut-short"
    print(f"{compared} verdicts are those of score.js")


if __name__ == "__main__":
    sys.exit(main())
