"""Opens documents with python-docx and openpyxl, and compares them.

documents.py open FILE…                    opens each file, and reads everything in it; a warning is an error
documents.py blank FILE OUT                copies a workbook without the results of its formulas
documents.py same FILE CALCULATED TOTAL    compares the results of a workbook with those of another program; the total is this
documents.py validate SCHEMAS FILE…         validates each member that is XML against the schemas of ECMA-376 in a folder
documents.py difference BEFORE AFTER       prints the members that differ, and the cells that differ in them
"""

import re
import shutil
import sys
import tempfile
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def opened(file):
    """Reads all of a file; returns what is in it, in words."""
    if file.endswith(".xlsx"):
        book = openpyxl.load_workbook(file)
        cells = sum(cell.value is not None for sheet in book for row in sheet for cell in row)
        formulas = sum(cell.data_type == "f" for sheet in book for row in sheet for cell in row)
        values = openpyxl.load_workbook(file, data_only=True)
        lost = [
            f"{sheet.title}!{cell.coordinate}"
            for sheet in book
            for row in sheet
            for cell in row
            if cell.data_type == "f" and values[sheet.title][cell.coordinate].value is None
        ]
        assert not lost, f"formulas without results: {lost}"
        return f"{len(book.sheetnames)} sheets, {cells} cells, {formulas} formulas"
    paper = docx.Document(file)
    texts = sum(bool(paragraph.text) for paragraph in paper.paragraphs)
    cells = sum(len(row.cells) for table in paper.tables for row in table.rows)
    drawn = len(paper.inline_shapes)
    # Every style that is used is one of the file's.
    styles = {paragraph.style.name for paragraph in paper.paragraphs}
    assert paper.core_properties.language is not None and styles
    return f"{texts} paragraphs, {len(paper.tables)} tables with {cells} cells, {drawn} drawings"


def blank(file, out):
    """Takes the results of formulas away, so that a program that opens the file has to calculate them."""
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            after.writestr(name, data)


def same(file, calculated, total):
    """Compares every result of a formula, as decimals."""
    formulas = openpyxl.load_workbook(file)
    ours = openpyxl.load_workbook(file, data_only=True)
    theirs = openpyxl.load_workbook(calculated, data_only=True)
    count, faults, seen = 0, [], False
    for sheet in formulas:
        for row in sheet:
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                own = ours[sheet.title][cell.coordinate].value
                other = theirs[sheet.title][cell.coordinate].value
                if other is None or abs(Decimal(str(own)) - Decimal(str(other))) > Decimal("1e-9"):
                    faults.append(f"{sheet.title}!{cell.coordinate} ={cell.value}: {own}, calculated {other}")
                last = row[0].value in ("合计", "Total") or row[1].value in ("合计", "Total")
                seen |= last and other is not None and Decimal(str(other)) == Decimal(total)
    assert count, "no formula"
    assert not faults, "\n".join(faults)
    assert seen, f"no row of the total has {total}"
    print(f"{file}: {count} formulas calculated anew, the same results; total {total}")


# The attributes of the namespace of XML, which the schemas import without saying from where.
XML_SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xs:attribute name="space" type="xs:string"/><xs:attribute name="lang" type="xs:string"/></xs:schema>"""
IMPORT = '<xsd:import namespace="http://www.w3.org/XML/1998/namespace"'
# Which schema is that of a member: the first whose pattern is found in its name. The properties of a file have terms of other standards.
SCHEMAS = [
    (r"^\[Content_Types\]", "opc-xsd/opc-contentTypes.xsd"),
    (r"\.rels$", "opc-xsd/opc-relationships.xsd"),
    (r"^docProps/core", None),
    (r"^docProps/app", "shared-documentPropertiesExtended.xsd"),
    (r"/charts/", "dml-chart.xsd"),
    (r"^word/", "wml.xsd"),
    (r"^xl/", "sml.xsd"),
]


def validate(folder, *files):
    """Validates members; prints every fault and fails if there is one."""
    faults, count = [], 0
    with tempfile.TemporaryDirectory() as own:
        shutil.copytree(folder, own, dirs_exist_ok=True)
        Path(own, "xml.xsd").write_text(XML_SCHEMA)
        for file in Path(own).glob("*.xsd"):
            file.write_text(file.read_text().replace(IMPORT + "/>", IMPORT + ' schemaLocation="xml.xsd"/>'))
        names = [name for _, name in SCHEMAS if name] + ["dml-picture.xsd"]
        schemas = {name: etree.XMLSchema(etree.parse(str(Path(own, name)))) for name in names}
    for file in files:
        with zipfile.ZipFile(file) as archive:
            for member in archive.namelist():
                name = next((name for pattern, name in SCHEMAS if re.search(pattern, member)), None)
                if name is None or not member.endswith((".xml", ".rels")):
                    continue
                count += 1
                tree = etree.fromstring(archive.read(member))
                pictures = [(part, "dml-picture.xsd") for part in tree.iter(PICTURE)]
                for part, name in [(tree, name), *pictures]:
                    schemas[name].validate(part)
                    for error in schemas[name].error_log:
                        # Excel keeps spaces at the ends of a text only with an attribute that the schema does not have.
                        if not (name == "sml.xsd" and "namespace}space' is not allowed" in error.message):
                            faults.append(f"{file}: {member}: {error.message}")
    print(f"{len(files)} files, {count} members, {len(faults)} faults")
    assert count and not faults, "\n".join(faults)


def cells(name, data):
    """The cells of a member that is XML, by their places."""
    tree = etree.fromstring(data)
    if name.startswith("xl/"):
        return {cell.get("r"): etree.tostring(cell) for cell in tree.iter(f"{S}c")}, text_of_sheet
    found = {}
    for t, table in enumerate(tree.iter(f"{W}tbl"), 1):
        for r, row in enumerate(table.iter(f"{W}tr"), 1):
            for c, cell in enumerate(row.iter(f"{W}tc"), 1):
                found[f"table {t}, row {r}, cell {c}"] = etree.tostring(cell)
    # What is outside of tables, paragraph by paragraph.
    for p, paragraph in enumerate(tree.iter(f"{W}p"), 1):
        if not any(True for _ in paragraph.iterancestors(f"{W}tc")):
            found[f"paragraph {p}"] = etree.tostring(paragraph)
    return found, text_of_words


def text_of_sheet(cell):
    return "".join(etree.fromstring(cell).itertext()) if cell else ""


def text_of_words(part):
    return "".join(text.text or "" for text in etree.fromstring(part).iter(f"{W}t")) if part else ""


def difference(before, after):
    """Lists what differs; fails if members were added or lost, or a member that is not XML differs."""
    with zipfile.ZipFile(before) as one, zipfile.ZipFile(after) as other:
        names = one.namelist()
        assert names == other.namelist(), f"members: {names}, then {other.namelist()}"
        changed = [name for name in names if one.read(name) != other.read(name)]
        print(f"{after}: {len(names)} members, {len(changed)} differ: {', '.join(changed)}")
        for name in changed:
            (first, text), (second, _) = cells(name, one.read(name)), cells(name, other.read(name))
            for place in sorted(first.keys() | second.keys(), key=lambda place: [len(place), place]):
                if first.get(place) != second.get(place):
                    print(f"  {name} {place}: “{text(first.get(place))}” → “{text(second.get(place))}”")


def main():
    warnings.simplefilter("error")
    command, *arguments = sys.argv[1:]
    if command == "open":
        for file in arguments:
            print(f"{Path(file).parent.name}/{Path(file).name}: {opened(file)}")
    else:
        {"blank": blank, "same": same, "validate": validate, "difference": difference}[command](*arguments)


main()
