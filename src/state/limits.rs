//! How much may be entered. A record with more would be refused when it is opened again, so no field takes more.

/// The most that a field of text takes, in UTF-16 units: never more characters than that.
pub const TEXT: u32 = assessment::limits::RECORD_TEXT as u32;
/// The most that a field for a number takes. No number that is taken has more than a dozen digits; people type spaces and units.
pub const NUMBER: u32 = 100;
/// The most pixels that the longer side of a photo may have.
pub const SIDE: u32 = 1600;
