//! `ziping rollup` and `ziping compare`: small records with figures worked out by hand.

mod compare;
mod copies;
mod figures;
mod kit;
mod output;
mod remarks;
mod sources;
mod tables;
