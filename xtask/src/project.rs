//! Where things are. The commands work from any folder: paths hang on the workspace, not on where the caller stands.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's folder.
pub fn root() -> PathBuf {
    // As it was when xtask was compiled: cargo compiles it anew where the folder is another.
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// What a build ships, unless the caller names another folder.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The rubrics that ship, and the schema beside them.
pub fn rubrics() -> PathBuf {
    root().join("rubrics")
}

/// Cargo's target folder, where what may be deleted lives.
pub fn target() -> PathBuf {
    // Relative to the workspace, since every cargo that xtask starts runs there.
    root().join(env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from))
}

/// Tools that xtask installs for itself, so that nothing of the user's is changed.
pub fn tools() -> PathBuf {
    target().join("tools")
}
