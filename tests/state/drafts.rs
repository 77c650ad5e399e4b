//! The draft protocol in a made-up browser: a database whose transactions succeed, fail or are lost, announcements that come late and in any
//! order, tabs that are killed between any two effects, and clocks that are set back.

mod interleavings;
mod rules;
pub mod world;
