//! What becomes of what is pasted or dropped. Programs of an office carry a text, the same as HTML and a picture of it together; a
//! file from a folder may bring its name as a text.

/// What is carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The plain text.
    pub text: String,
    /// The text of what came as HTML.
    pub html: String,
    /// The names of the files.
    pub files: Vec<String>,
}

/// Where it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Whether it is dropped, and not pasted.
    pub dropped: bool,
    /// Whether it arrives in a field for text.
    pub in_text: bool,
    /// The criterion that it arrives at, by ordinal.
    pub item: Option<u32>,
    /// Whether the form is a part of a page that takes no files.
    pub hosted: bool,
    /// Whether the form is only read.
    pub fixed: bool,
}

/// What is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landing {
    /// It is left to the browser, and to the page.
    Leave,
    /// A text goes into the field.
    Insert(String),
    /// The files are attached to the criterion with this ordinal.
    Attach(u32),
    /// It is not taken, and the person is told why.
    Refuse(NotTaken),
}

/// Why something is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Nothing says which item a file belongs to.
    NoItem,
    /// It is a text with a picture of it, and no field is there to take the text.
    NoField,
    /// The page around the form takes no files.
    Hosted,
    /// The form is only read.
    Fixed,
}

/// What is to be done with what was pasted or dropped.
pub fn landing(carried: &Carried, at: Arrival) -> Landing {
    let Carried { text, html, files } = carried;
    let text = if is_about_files(text, files) { "" } else { text.trim() };
    let (own, plain) = if text.is_empty() {
        (html.trim(), false)
    } else {
        (text, true)
    };
    match files.is_empty() {
        // A browser puts plain text into a field by itself, and nothing else.
        true if at.in_text && !plain && !own.is_empty() && !at.dropped => Landing::Insert(own.to_owned()),
        true => Landing::Leave,
        false if at.in_text && !own.is_empty() => match (plain, at.dropped) {
            (true, false) => Landing::Leave,
            _ => Landing::Insert(own.to_owned()),
        },
        false if at.fixed => Landing::Refuse(NotTaken::Fixed),
        false if at.hosted => Landing::Refuse(NotTaken::Hosted),
        false => match at.item {
            Some(_) if !own.is_empty() && !at.dropped => Landing::Refuse(NotTaken::NoField),
            Some(item) => Landing::Attach(item),
            // What is dropped beside the items the page opens.
            None if at.dropped => Landing::Leave,
            None => Landing::Refuse(NotTaken::NoItem),
        },
    }
}

/// Whether a text only says which files they are: their names, or the address of a picture.
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
