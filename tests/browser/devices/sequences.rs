//! Tables: what an input method composes, which keys end a composition, which shortcuts a layout sends, what a
//! clipboard contains.

/// A composition: the intermediate texts and the final one.
pub struct Composition {
    pub language: &'static str,
    pub steps: &'static [&'static str],
    pub text: &'static str,
    /// The points that the final text means.
    pub points: &'static str,
}

pub const COMPOSITIONS: &[Composition] = &[
    Composition {
        language: "Chinese: full-width digits of a pinyin method",
        steps: &["s", "si", "si'd"],
        text: "４。５",
        points: "4.5",
    },
    Composition {
        language: "Chinese: a digit picked from the candidates",
        steps: &["san"],
        text: "3",
        points: "3",
    },
    Composition {
        language: "Chinese: a digit with its unit",
        steps: &["4f", "4fen"],
        text: "4分",
        points: "4",
    },
    Composition {
        language: "Japanese: kana before they are turned into a digit",
        steps: &["ｓ", "さ", "さん", "３"],
        text: "３",
        points: "3",
    },
    Composition {
        language: "Korean: syllables before a digit",
        steps: &["ㅅ", "사", "삼"],
        text: "2",
        points: "2",
    },
];

/// An Enter key, and whether it moves to the next field.
pub struct Return {
    pub what: &'static str,
    pub key_code: u32,
    pub composing: bool,
    pub leaves: bool,
}

pub const RETURNS: &[Return] = &[
    Return {
        what: "within a composition, as Chromium and Firefox send it",
        key_code: 229,
        composing: true,
        leaves: false,
    },
    Return {
        what: "after a composition, as Safari sends it",
        key_code: 229,
        composing: false,
        leaves: false,
    },
    Return {
        what: "within a composition, with a code of its own",
        key_code: 13,
        composing: true,
        leaves: false,
    },
    Return {
        what: "without a composition",
        key_code: 13,
        composing: false,
        leaves: true,
    },
];

/// A key held with Ctrl, and whether it undoes.
pub struct Shortcut {
    pub key: &'static str,
    pub code: &'static str,
    pub key_code: u32,
    pub undoes: bool,
}

pub const SHORTCUTS: &[Shortcut] = &[
    Shortcut {
        key: "z",
        code: "KeyZ",
        key_code: 90,
        undoes: true,
    },
    // Cyrillic, Greek.
    Shortcut {
        key: "я",
        code: "KeyZ",
        key_code: 90,
        undoes: true,
    },
    Shortcut {
        key: "ζ",
        code: "KeyZ",
        key_code: 90,
        undoes: true,
    },
    // AZERTY and Dvorak have this letter on another key, and another letter on this key.
    Shortcut {
        key: "z",
        code: "KeyW",
        key_code: 90,
        undoes: true,
    },
    Shortcut {
        key: ";",
        code: "KeyZ",
        key_code: 186,
        undoes: false,
    },
];

/// Pasted content and its expected effect.
pub struct Paste {
    pub what: &'static str,
    /// The role and the name of the control with the focus.
    pub at: (&'static str, &'static str),
    pub text: &'static str,
    pub html: &'static str,
    pub picture: &'static str,
    /// Whether the page prevents the browser from inserting the text.
    pub taken: bool,
    /// The number of files attached to the first criterion.
    pub attached: usize,
    /// The message that the page shows.
    pub told: Option<&'static str>,
}

const PROBLEM: (&str, &str) = ("textbox", "问题");

pub const PASTES: &[Paste] = &[
    Paste {
        what: "a text into a field",
        at: PROBLEM,
        text: "场地不足",
        html: "",
        picture: "",
        taken: false,
        attached: 0,
        told: None,
    },
    Paste {
        what: "a text, HTML and a picture of it, from an office program, into a field",
        at: PROBLEM,
        text: "场地不足",
        html: "<table><tr><td>场地不足</td></tr></table>",
        picture: "image.png",
        taken: false,
        attached: 0,
        told: None,
    },
    Paste {
        what: "the same with a button in focus",
        at: ("button", "满分，第1项"),
        text: "场地不足",
        html: "<p>场地不足</p>",
        picture: "image.png",
        taken: true,
        attached: 0,
        told: Some("粘贴的是文字，没有添加附件。"),
    },
    Paste {
        what: "HTML alone into a field",
        at: PROBLEM,
        text: "",
        html: "<style>p { color: red }</style><p>只有网页文字</p>",
        picture: "",
        taken: true,
        attached: 0,
        told: None,
    },
    Paste {
        what: "a picture alone into a field",
        at: PROBLEM,
        text: "",
        html: "",
        picture: "截图一.png",
        taken: true,
        attached: 1,
        told: None,
    },
    Paste {
        what: "a picture alone with a button in focus",
        at: ("button", "满分，第1项"),
        text: "",
        html: "",
        picture: "截图二.png",
        taken: true,
        attached: 1,
        told: None,
    },
    Paste {
        what: "a picture that a web page brings with its address",
        at: PROBLEM,
        text: "https://example.org/截图三.png",
        html: "<img src='https://example.org/截图三.png'>",
        picture: "截图三.png",
        taken: true,
        attached: 1,
        told: None,
    },
    Paste {
        what: "a picture into a field of no item",
        at: ("textbox", "评估期间"),
        text: "",
        html: "",
        picture: "截图四.png",
        taken: true,
        attached: 0,
        told: Some("请先点一下要添加附件的那一项"),
    },
    Paste {
        what: "a picture with nothing of the form in focus",
        at: ("button", "更多"),
        text: "",
        html: "",
        picture: "截图五.png",
        taken: true,
        attached: 0,
        told: Some("请先点一下要添加附件的那一项"),
    },
];
