//! Files for other programs: CSV and Excel workbooks.

pub mod csv;
pub mod xlsx;
