//! The page "Make a form": a document or a rubric, what a person decided about it, and the rubric that it makes. Pure.
//!
//! The rubric is kept as the tree of its file ([`tree`]), so that keys that the page has no control for stay as they are. An [`Edit`]
//! changes the tree; [`Maker`] adds the document, its doubts, and undo.

mod counts;
mod doubts;
mod edit;
mod follow;
mod ids;
mod lack;
mod merge;
mod message;
mod outline;
mod page;
mod pieces;
mod scale;
mod split;
mod tree;
mod wire;
mod work;

pub use counts::Counts;
pub use doubts::{Doubtful, Matter, Status};
pub use edit::{Band, Edit, Field, Head, Lines, Words};
pub use ids::{DOUBTS, ERROR, FILE, RESTORE, TITLE, UNDO_BUTTON, kept_id, line_id, row_id, see_id};
pub use lack::Lack;
pub use message::{Exported, FormatFault, Listed, MakerEffect, MakerError, MakerMsg, Tab, Trouble};
pub use outline::{Differing, Line, Outline, part_at};
pub use page::{MakerPage, rubric_id};
pub use pieces::{Joined, Piece, divided};
pub use scale::{LevelRow, Scale, ScaleKind, StepRow};
pub use tree::Part;
pub use wire::Wire;
pub use work::{Maker, Opened, Saved, Source};
