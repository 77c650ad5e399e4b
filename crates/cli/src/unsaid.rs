//! What one format says and another one cannot say, for people and for programs.

use crate::json;
use assessment::json::Node;
use office::formats::{Unsaid, UnsaidKind};
use std::path::Path;

/// Prints a list to standard error.
pub fn print(file: &Path, unsaid: &[Unsaid]) {
    for part in unsaid {
        eprintln!("{}: {part}", file.display());
    }
}

/// Returns whether points may differ, which a person must look at.
pub fn is_about_points(unsaid: &[Unsaid]) -> bool {
    unsaid.iter().any(|part| {
        matches!(
            part.kind,
            UnsaidKind::MissingPoints | UnsaidKind::NegativePoints | UnsaidKind::Rounded | UnsaidKind::Scale
        )
    })
}

/// Returns a list as JSON.
pub fn to_json(unsaid: &[Unsaid]) -> Node {
    json::list(unsaid.iter().map(|part| {
        Node::object([
            ("code", json::text(json::code(&part.kind))),
            ("place", json::text(&part.place)),
            ("text", json::text(&part.text)),
            ("message", json::text(part.kind.to_string())),
        ])
    }))
}
