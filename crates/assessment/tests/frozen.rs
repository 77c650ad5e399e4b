//! Files of an earlier program, as it wrote them: `frozen/NAME` has a rubric, a record that was saved by it, and the verdict on the record.
//! Whatever the formats learn, these load, save and score as they did, byte for byte. A file here is added and never changed.

use assessment::record::{Record, Verdict};
use assessment::rubric::Rubric;
use std::fs;
use std::path::{Path, PathBuf};

/// The day of the verdicts.
const TODAY: &str = "2026-11-27";

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen");
    let mut cases: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    cases.sort();
    cases
}

fn read(file: &Path) -> String {
    // Git may change line ends.
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.replace("\r\n", "\n")
}

#[test]
fn older_files_load_save_and_score_as_they_did() {
    let cases = cases();
    assert!(cases.len() >= 12, "only {} cases", cases.len());
    for case in cases {
        let name = case.display();
        let rubric = Rubric::parse(&read(&case.join("rubric.json")))
            .unwrap_or_else(|problems| panic!("{name}: {}", problems[0]));
        let saved = read(&case.join("record.json"));
        let file = Record::parse(&saved).unwrap_or_else(|problems| panic!("{name}: {}", problems[0]));
        let (record, notices) = Record::open(&rubric, file);
        assert_eq!(notices, [], "{name}");
        assert_eq!(record.to_text(&rubric), saved, "{name}");
        let verdict = Verdict::of(&rubric, &saved, TODAY).unwrap_or_else(|problems| panic!("{name}: {}", problems[0]));
        assert_eq!(verdict.to_text(), read(&case.join("verdict.json")), "{name}");
    }
}
