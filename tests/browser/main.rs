//! The built page in a real browser, used as a person uses it. `cargo xtask test` builds it, starts a driver, and says
//! through the environment where both are.

mod access;
mod copy;
mod drafts;
mod input;
mod language;
mod late;
mod merge;
mod onefile;
mod panels;
mod paper;
mod problems;
mod real_save;
mod record;
mod rubrics;
mod scale;
mod school;
mod support;
mod systems;
mod text;
mod width;
