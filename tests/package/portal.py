"""The portal of `docs/embedding/flask.md`: run by `cargo xtask test` with the package that was built.

Posts forms to the portal as a browser does, honest ones and forged ones.
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = Path(os.environ["ZIPING_DIST"], "package").absolute()

os.environ["ZIPING_PACKAGE"] = str(PACKAGE)
sys.path.insert(0, str(ROOT / "tests/bundlers/flask"))

from app import app  # noqa: E402: the portal reads the address of the package when it starts.


def record(points: dict[str, float]) -> str:
    rubric = json.loads((PACKAGE / "rubrics/school-pe.json").read_text("utf-8"))
    answers = {key: {"answer": {"kind": "points", "points": given}} for key, given in points.items()}
    return json.dumps({
        "format": 1, "kind": "ziping-record", "id": "r", "revision": 1,
        "rubric": {"id": "school-pe", "version": rubric["version"]},
        "answers": {"self": answers},
    })


def documented() -> None:
    """The package's document has the portal's own files."""
    document = (PACKAGE / "docs/embedding/flask.md").read_text("utf-8")
    for name in ["app.py", "requirements.txt", "templates/index.html", "templates/received.html"]:
        assert (ROOT / "tests/bundlers/flask" / name).read_text("utf-8") in document, name


def main() -> None:
    documented()
    client = app.test_client()
    page = client.get("/")
    assert page.status_code == 200 and b"<ziping-form" in page.data
    for name, kind in [("ziping.js", "text/javascript"), ("ziping.wasm", "application/wasm")]:
        served = client.get(f"/ziping/{name}")
        assert served.status_code == 200 and served.content_type.startswith(kind), (name, served.content_type)
        served.close()
    assert client.get("/ziping/../app.py").status_code == 404

    def post(text: str, total: str):
        sent = {"school": "<b>青石镇中心小学</b>", "assessment": text, "assessment.total": total}
        answer = client.post("/submit", data=sent)
        return answer.status_code, answer.get_data(as_text=True)

    # 3.5 of 4 points and 2 of 2 points: 5.5.
    filled = record({"pe-01": 3.5, "pe-02": 2})
    status, shown = post(filled, "5.5")
    assert status == 200 and "5.5 of 100" in shown and "2 of 21" in shown, shown
    assert "&lt;b&gt;" in shown, "the name of the school is text"
    assert post("", "")[0] == 200, "an untouched form is a form"
    for text, total in [(filled, "6"), (filled, ""), ("", "100"), (filled[:-1], "5.5"), (record({"pe-01": 9}), "9")]:
        assert post(text, total)[0] == 400, (text, total)
    too_long = record({}) + " " * (9 << 20)
    assert post(too_long, "")[0] == 413
    print("the portal takes what agrees and refuses what does not")


if __name__ == "__main__":
    sys.exit(main())
