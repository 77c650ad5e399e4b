//! Decides what to do with pasted or dropped content. Office programs provide a text together with the same content as HTML and as a
//! picture; a file from a folder may provide its name as a text.

/// The content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The plain text.
    pub text: String,
    /// The text of the HTML.
    pub html: String,
    /// The names of the files.
    pub files: Vec<String>,
}

/// The target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Whether it is dropped, not pasted.
    pub dropped: bool,
    /// Whether the target is a text field.
    pub in_text: bool,
    /// The criterion of the target, by ordinal.
    pub item: Option<u32>,
    /// Whether the host page accepts no files.
    pub hosted: bool,
    /// Whether the form is read-only.
    pub read_only: bool,
}

/// The decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landing {
    /// The browser and the page handle it.
    Leave,
    /// The text goes into the field.
    Insert(String),
    /// The files are attached to the criterion with this ordinal.
    Attach(u32),
    /// It is refused, with a reason for the person.
    Refuse(NotTaken),
}

/// Why content is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// It is unclear to which item a file belongs.
    NoItem,
    /// It is a text with a picture of it, and there is no field for the text.
    NoField,
    /// The host page accepts no files.
    Hosted,
    /// The form is read-only.
    ReadOnly,
}

/// Decides what to do with pasted or dropped content.
pub fn landing(carried: &Carried, at: Arrival) -> Landing {
    let Carried { text, html, files } = carried;
    let text = if is_about_files(text, files) { "" } else { text.trim() };
    let (own, plain) = if text.is_empty() {
        (html.trim(), false)
    } else {
        (text, true)
    };
    match files.is_empty() {
        // Browsers insert plain text into a field without help, and no other content.
        true if at.in_text && !plain && !own.is_empty() && !at.dropped => Landing::Insert(own.to_owned()),
        true => Landing::Leave,
        false if at.in_text && !own.is_empty() => match (plain, at.dropped) {
            (true, false) => Landing::Leave,
            _ => Landing::Insert(own.to_owned()),
        },
        false if at.read_only => Landing::Refuse(NotTaken::ReadOnly),
        false if at.hosted => Landing::Refuse(NotTaken::Hosted),
        false => match at.item {
            Some(_) if !own.is_empty() && !at.dropped => Landing::Refuse(NotTaken::NoField),
            Some(item) => Landing::Attach(item),
            // The page handles content that is dropped outside the items.
            None if at.dropped => Landing::Leave,
            None => Landing::Refuse(NotTaken::NoItem),
        },
    }
}

/// Whether a text only names the files: their names, or the address of a picture.
fn is_about_files(text: &str, files: &[String]) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let schemes = ["http:", "https:", "file:", "data:", "blob:"];
    let is_address = |line: &str| schemes.iter().any(|scheme| line.starts_with(scheme)) && !line.contains(' ');
    let is_name = |line: &str| {
        files
            .iter()
            .any(|name| line == name || line.ends_with(&format!("/{name}")) || line.ends_with(&format!("\\{name}")))
    };
    !files.is_empty() && lines.peek().is_some() && lines.all(|line| is_address(line) || is_name(line))
}
