//! Paths of the project. The commands work from any folder: paths are relative to the workspace, not to the current folder.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's folder.
pub fn root() -> PathBuf {
    // Set when xtask was compiled: cargo recompiles it if the folder changes.
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// The default output folder of a build.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The rubrics that ship, and the schema beside them.
pub fn rubrics() -> PathBuf {
    root().join("rubrics")
}

/// Cargo's target folder, for files that may be deleted.
pub fn target() -> PathBuf {
    // Relative to the workspace, since every cargo that xtask starts runs there.
    root().join(env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from))
}

/// Tools that xtask installs for itself, so that the user's installation does not change.
pub fn tools() -> PathBuf {
    target().join("tools")
}
