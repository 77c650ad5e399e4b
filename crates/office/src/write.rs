//! Files for other programs: CSV and Excel workbooks.

pub mod csv;
pub(crate) mod package;
pub mod xlsx;
