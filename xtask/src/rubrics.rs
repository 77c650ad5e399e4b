//! The rubrics of a page: read, and written as data blocks. The engine interprets them.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::files;

/// A rubric file.
pub struct Rubric {
    /// The file's name.
    pub name: String,
    /// Its JSON, with plain line ends and no byte-order mark.
    pub text: String,
}

impl Rubric {
    /// The page that is handed out for this rubric alone, below the output folder.
    pub fn form(&self) -> String {
        format!("forms/{}.html", self.name.trim_end_matches(".json"))
    }
}

/// All rubrics of a folder, by name, with teaching rubrics (`"x-teaches": true`) last. The schema in the folder is not a rubric.
///
/// # Errors
/// If the folder or a file in it cannot be read.
pub fn shipped(folder: &Path) -> Result<Vec<Rubric>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| {
        file.extension() == Some(OsStr::new("json"))
            && !file.to_string_lossy().ends_with(".schema.json")
            && file.is_file()
    });
    files.sort();
    let mut rubrics = files.iter().map(|file| read(file)).collect::<Result<Vec<_>>>()?;
    rubrics.sort_by_key(teaches);
    Ok(rubrics)
}

/// Whether a rubric only teaches. A file that is not JSON is reported by the check of the rubrics.
fn teaches(rubric: &Rubric) -> bool {
    let file: serde_json::Value = serde_json::from_str(&rubric.text).unwrap_or_default();
    file["x-teaches"] == true
}

/// # Errors
/// If the file cannot be read or is not UTF-8.
pub fn read(file: &Path) -> Result<Rubric> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read the rubric {}", file.display()))?;
    let name = file
        .file_name()
        .context("a rubric is a file")?
        .to_string_lossy()
        .into_owned();
    Ok(Rubric {
        name,
        text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n"),
    })
}

/// Checks all rubrics: a page with a broken rubric is useless, so every problem is listed and nothing is built.
///
/// # Errors
/// If any of them has a problem.
pub fn check(rubrics: &[Rubric]) -> Result<()> {
    let mut count = 0;
    for rubric in rubrics {
        for problem in assessment::rubric::Rubric::parse(&rubric.text)
            .err()
            .unwrap_or_default()
        {
            eprintln!("{}: {problem}", rubric.name);
            count += 1;
        }
    }
    match count {
        0 => Ok(()),
        1 => bail!("the rubric has a problem"),
        _ => bail!("the rubrics have {count} problems"),
    }
}

/// The data blocks, each beginning a line. The page's own blank copy writes its block in the same way.
pub fn blocks(rubrics: &[Rubric]) -> String {
    let block = |rubric: &Rubric| {
        format!(
            "<script type=\"application/json\" data-ziping=\"rubric\">{}</script>\n",
            escape(rubric.text.trim())
        )
    };
    rubrics.iter().map(block).collect()
}

/// The rubric in the first block of a page.
///
/// # Errors
/// If the page has none.
pub fn first_block(page: &str) -> Result<String> {
    let block = page.split_once("data-ziping=\"rubric\">");
    let text = block.and_then(|(_, rest)| rest.split_once("</script>"));
    let (text, _) = text.context("the page has no rubric")?;
    Ok(text.replace("\\u003c", "<"))
}

/// In JSON `<` occurs only inside strings, where it can be written as an escape; then nothing can end the block.
fn escape(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// Writes the rubrics as files, and removes those of an earlier build.
pub fn copy(rubrics: &[Rubric], folder: &Path) -> Result<()> {
    files::remove(folder)?;
    for rubric in rubrics {
        files::write(&folder.join(&rubric.name), &rubric.text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_rubric_ends_its_block() {
        let rubric = Rubric {
            name: String::new(),
            text: "{\"title\": \"</script><!--<script>\"}".to_owned(),
        };
        assert_eq!(
            blocks(&[rubric]),
            "<script type=\"application/json\" data-ziping=\"rubric\">\
             {\"title\": \"\\u003c/script>\\u003c!--\\u003cscript>\"}</script>\n"
        );
    }

    #[test]
    fn teaching_rubrics_come_last() {
        let names = shipped(&crate::project::rubrics()).unwrap();
        let names: Vec<&str> = names.iter().map(|rubric| rubric.name.as_str()).collect();
        let (last, rest) = names.split_last().unwrap();
        assert!(last.starts_with("every-convention"), "{names:?}");
        assert!(rest.is_sorted(), "{names:?}");
    }

    #[test]
    fn a_broken_rubric_is_refused() {
        let rubric = |text: &str| Rubric {
            name: "a.json".to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(
            check(&[rubric("{")]).unwrap_err().to_string(),
            "the rubric has a problem"
        );
        let both = [rubric("{"), rubric("[")];
        assert_eq!(check(&both).unwrap_err().to_string(), "the rubrics have 2 problems");
        assert!(check(&shipped(&crate::project::rubrics()).unwrap()).is_ok());
    }

    #[test]
    fn office_encodings_are_read() {
        let folder = crate::project::target().join("tmp/xtask-rubrics");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("b.json"), "\u{feff}{\r\n}\r\n").unwrap();
        fs::write(folder.join("a.json"), "{}").unwrap();
        fs::write(folder.join("rubric.schema.json"), "{}").unwrap();
        fs::write(folder.join("notes.txt"), "").unwrap();
        let read: Vec<_> = shipped(&folder)
            .unwrap()
            .into_iter()
            .map(|rubric| (rubric.name, rubric.text))
            .collect();
        assert_eq!(
            read,
            [
                ("a.json".to_owned(), "{}".to_owned()),
                ("b.json".to_owned(), "{\n}\n".to_owned())
            ]
        );
    }
}
