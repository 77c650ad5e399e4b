"""A portal that shows a self-assessment form, receives it, and verifies the total before it is accepted."""

import json
import mimetypes
import os
from datetime import date
from pathlib import Path
from threading import Lock

from flask import Flask, abort, render_template, request, send_from_directory
from wasmtime import Instance, Module, Store

# The unpacked npm package; by default the folder `package` beside this file.
PACKAGE = Path(os.environ.get("ZIPING_PACKAGE", Path(__file__).with_name("package"))).resolve()
# The portal's own copy of the rubric. A submitted rubric is never used.
RUBRIC = (PACKAGE / "rubrics/school-pe.json").read_text("utf-8")

# Browsers refuse a module with another type, and Windows can have another one in its registry.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/wasm", ".wasm")


class Scorer:
    """The engine in `score.wasm` with one rubric. One call at a time: a store of wasmtime belongs to one thread."""

    def __init__(self, rubric: str) -> None:
        self.lock = Lock()
        self.store = Store()
        module = Module.from_file(self.store.engine, str(PACKAGE / "score.wasm"))
        self.engine = Instance(self.store, module, []).exports(self.store)
        self.rubric = self.call("ziping_open", *self.put(rubric))
        if not self.rubric:
            raise ValueError(self.answer())

    def score(self, record: str) -> tuple[bool, dict | list]:
        """Returns `True` and the verdict on a record, or `False` and the record's problems."""
        with self.lock:
            is_read = self.call("ziping_score", self.rubric, *self.put(record, date.today().isoformat()))
            return bool(is_read), self.answer()

    def call(self, name: str, *values: int) -> int:
        return self.engine[name](self.store, *values)

    def put(self, *texts: str) -> list[int]:
        parts = [text.encode() for text in texts]
        whole = b"".join(parts)
        start = self.call("ziping_input", len(whole)) & 0xFFFFFFFF
        self.engine["memory"].write(self.store, whole, start)
        return [len(part) for part in parts]

    def answer(self):
        start = self.call("ziping_answer") & 0xFFFFFFFF
        return json.loads(self.engine["memory"].read(self.store, start, start + self.call("ziping_answer_length")))


app = Flask(__name__)
# Flask reads a form of any length unless it has a limit.
app.config["MAX_CONTENT_LENGTH"] = 8 * 1024 * 1024
scorer = Scorer(RUBRIC)


@app.get("/")
def index():
    return render_template("index.html")


@app.get("/ziping/<path:name>")
def ziping(name: str):
    return send_from_directory(PACKAGE, name)


@app.post("/submit")
def submit():
    is_read, verdict = scorer.score(request.form["assessment"])
    if not is_read:
        abort(400, verdict[0]["message"])
    # The rubric's first rater; `scores` has each by id.
    own = next(iter(verdict["scores"].values()))
    total = own.get("total", "")
    if verdict.get("notices") or total != request.form["assessment.total"]:
        abort(400, "The record and its total do not agree.")
    return render_template("received.html", school=request.form["school"], total=total, own=own)
