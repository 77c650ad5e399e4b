//! Limits of entries. A larger record would be refused when it is opened again, so no field accepts more.

/// The maximum length of a text field, in UTF-16 units, which are at least as many as characters.
pub const TEXT: u32 = assessment::limits::RECORD_TEXT as u32;
/// The maximum length of a number field. No accepted number has more than a dozen digits; people also type spaces and units.
pub const NUMBER: u32 = 100;
/// The most pixels that the longer side of a photo may have.
pub const SIDE: u32 = 1600;
