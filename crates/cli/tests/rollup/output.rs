//! The folder that is written.

use crate::kit::{ONE, assert_has, folder, rollup, shown, ziping};
use std::fs;

#[test]
fn a_folder_with_other_files_is_refused() {
    let folder = folder("refused");
    let lines = [ONE.text()];
    fs::create_dir(folder.join("out")).unwrap();
    fs::write(folder.join("out/mine.txt"), "mine").unwrap();
    fs::create_dir_all(folder.join("out/tables/subject/rubric=old")).unwrap();
    let (code, _, remarks) = rollup(&folder, &lines, &[]);
    assert_eq!(code, Some(1));
    assert_has(&remarks, &["out: the folder is not empty"]);
    let (code, ..) = rollup(&folder, &lines, &["--replace"]);
    assert_eq!(code, Some(0));
    // Files of an earlier run are gone, and others stay.
    assert_eq!(fs::read_to_string(folder.join("out/mine.txt")).unwrap(), "mine");
    assert!(!folder.join("out/tables/subject/rubric=old").exists());
    let own = ziping(
        &folder,
        &["rollup", "rubric.json", "records.ndjson", "-o", ".", "--replace"],
    );
    assert_eq!(own.status.code(), Some(1));
    assert_has(&shown(&own).2, &["it is in the folder that is written"]);
    assert!(folder.join("rubric.json").exists());
    let wrong = ziping(
        &folder,
        &["rollup", "rubric.json", "records.ndjson", "-o", "x", "--top", "-1"],
    );
    assert_eq!(wrong.status.code(), Some(2));
}
