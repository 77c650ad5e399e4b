//! The built page in a real browser, used as a person uses it. `cargo xtask test` builds it, starts a driver, and says
//! through the environment where both are.

mod access;
mod burden;
mod copy;
mod drafts;
mod element;
mod evidence;
mod examples;
mod frame;
mod given;
mod host;
mod input;
mod language;
mod late;
mod loading;
mod merge;
mod onefile;
mod panels;
mod paper;
mod problems;
mod real_save;
mod record;
mod recovery;
mod returning;
mod rubrics;
mod scale;
mod school;
mod store;
mod support;
mod systems;
mod tabs;
mod text;
mod weight;
mod width;
