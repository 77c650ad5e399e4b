//! A rubric as lines of text, and workbooks from sheets as lines of text.

use assessment::rubric::scale::{Combine, Levels, Right, Scale};
use assessment::rubric::{Criterion, Part, Rubric};
use office::formats::Imported;
use rawzip::ZipArchiveWriter;
use std::io::Write;

/// The sections, the criteria with their scales, and what cannot be said.
pub fn drawn(imported: &Imported) -> String {
    let rubric = Rubric::parse(&imported.rubric).expect("a rubric");
    let mut lines = vec![format!("{}: {}", imported.format, imported.title)];
    let about = [&rubric.summary, &rubric.instructions];
    lines.extend(
        about
            .into_iter()
            .flatten()
            .map(|text| format!("= {}", text.wording("en"))),
    );
    rubric.walk(&mut |part| match part {
        Part::Section(section) => {
            let label = section.label.as_ref().map(|label| format!("{} ", label.wording("en")));
            let hashes = "#".repeat(section.depth.into());
            lines.push(format!(
                "{hashes} {}{}",
                label.unwrap_or_default(),
                section.title.wording("en")
            ));
            lines.extend(section.text.iter().map(|text| format!("= {}", text.wording("en"))));
        }
        Part::Criterion(one) => lines.push(criterion(one)),
    });
    lines.extend(imported.unsaid.iter().map(|unsaid| format!("! {unsaid}")));
    lines.join("\n")
}

fn criterion(one: &Criterion) -> String {
    let mut out = one.id.to_string();
    out.extend(one.label.iter().map(|label| format!(" {}", label.wording("en"))));
    out.push_str(&format!(" {}", one.text.wording("en")));
    out.extend(one.guidance.iter().map(|text| format!(" ({})", text.wording("en"))));
    out.extend(one.weight.iter().map(|weight| format!(" weight {weight}")));
    format!("{out} {}", scale(&one.scale))
}

fn scale(scale: &Scale) -> String {
    let full = scale.maximum().map(|full| format!(" of {full}")).unwrap_or_default();
    if let Scale::Levels(levels) = scale {
        return format!("levels{full}: {}", level_list(levels));
    }
    if let Scale::YesNo(scale) = scale {
        let mut out = format!("yes-no{full}");
        if scale.points.is_some() {
            out.push_str(if scale.right == Some(Right::No) {
                ", right: no"
            } else {
                ", right: yes"
            });
        }
        let labels = scale.labels.as_ref();
        for (name, label) in [
            ("yes", labels.and_then(|l| l.yes.as_ref())),
            ("no", labels.and_then(|l| l.no.as_ref())),
        ] {
            out.extend(label.map(|label| format!(", {name}: {}", label.wording("en"))));
        }
        return out;
    }
    if let Scale::Points(scale) = scale {
        let step = scale.step.map_or("1".to_owned(), |step| step.to_string());
        return format!("points {} to {} by {step}", scale.least(), scale.max);
    }
    if let Scale::Checklist(scale) = scale {
        let items = scale.items.iter().map(|item| {
            let points = item.points.map(|points| format!(" = {points}")).unwrap_or_default();
            let alone = if item.is_exclusive() { ", alone" } else { "" };
            format!("{}{points}{alone}", item.label.wording("en"))
        });
        let items = items.collect::<Vec<_>>().join("; ");
        return match scale.steps.first() {
            Some(step) => format!(
                "at least {} of {} for {}: {items}",
                step.at_least,
                scale.items.len(),
                step.points
            ),
            None => {
                assert_eq!(scale.combined(), Some(Combine::Sum));
                format!("items{full}: {items}")
            }
        };
    }
    match scale {
        Scale::Comment(_) => "comment".to_owned(),
        _ => panic!("a scale that no reader makes"),
    }
}

fn level_list(scale: &Levels) -> String {
    let levels = scale.levels.iter().map(|level| {
        let mut out = level.label.wording("en").to_string();
        out.extend(level.text.iter().map(|text| format!(": {}", text.wording("en"))));
        out.extend(level.points.map(|points| format!(" = {points}")));
        out.extend(level.from.zip(level.to).map(|(from, to)| format!(" = {from} to {to}")));
        out
    });
    levels.collect::<Vec<_>>().join("; ")
}

/// A workbook from lines: `@name` begins a sheet, tabs separate cells. Its texts are shared strings, as Excel writes them.
pub fn workbook(lines: &str) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut sheets: Vec<(&str, String, u32)> = Vec::new();
    let mut strings: Vec<String> = Vec::new();
    for line in lines.lines() {
        if let Some(name) = line.strip_prefix('@') {
            sheets.push((name, String::new(), 0));
            continue;
        }
        let (_, rows, number) = sheets.last_mut().expect("a sheet");
        *number += 1;
        rows.push_str(&format!("<row r=\"{number}\">"));
        for (column, cell) in line.split('\t').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{number}", char::from(b'A' + column as u8));
            if cell.parse::<u32>().is_ok() {
                rows.push_str(&format!("<c r=\"{place}\"><v>{cell}</v></c>"));
            } else {
                rows.push_str(&format!("<c r=\"{place}\" t=\"s\"><v>{}</v></c>", strings.len()));
                strings.push(format!("<si><t>{}</t></si>", escaped(cell)));
            }
        }
        rows.push_str("</row>");
    }
    let mut book = String::from("<workbook xmlns:r=\"r\"><sheets>");
    let mut relations = String::from("<Relationships>");
    let mut members = Vec::new();
    for (i, (name, rows, _)) in sheets.iter().enumerate() {
        book.push_str(&format!("<sheet name=\"{name}\" r:id=\"r{i}\"/>"));
        relations.push_str(&format!("<Relationship Id=\"r{i}\" Target=\"worksheets/s{i}.xml\"/>"));
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        members.push((format!("xl/worksheets/s{i}.xml"), sheet));
    }
    members.push(("xl/workbook.xml".to_owned(), book + "</sheets></workbook>"));
    members.push(("xl/_rels/workbook.xml.rels".to_owned(), relations + "</Relationships>"));
    members.push((
        "xl/sharedStrings.xml".to_owned(),
        format!("<sst>{}</sst>", strings.concat()),
    ));
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (path, content) in &members {
        let (mut entry, config) = archive.new_file(path).start().expect("a valid path");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content.as_bytes()).expect("memory");
        let (_, descriptor) = writer.finish().expect("memory");
        entry.finish(descriptor).expect("memory");
    }
    archive.finish().expect("memory");
    bytes
}
