//! Texts for people, plain or one per language, and the choice among them by a reader's language.

use std::rc::Rc;

/// A BCP 47 language tag as the file writes it, such as `zh-CN` or `en`.
pub type Lang = Rc<str>;

/// A text by the rubric's author. Always data: never parsed as HTML or Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// One wording for every language.
    Plain(Rc<str>),
    /// One wording a language, in the file's order.
    Languages(Rc<[(Lang, Rc<str>)]>),
}

/// A wording with its language, if the file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// The wording.
    pub text: Rc<str>,
    /// The language it is in, for the `lang` attribute.
    pub lang: Option<Lang>,
}

impl Text {
    /// The wording for a reader of `wanted`: that tag, else one of the same primary language, else the file's first.
    pub fn pick(&self, wanted: &str) -> Picked {
        match self {
            Self::Plain(text) => Picked {
                text: text.clone(),
                lang: None,
            },
            Self::Languages(all) => {
                let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
                let found = all
                    .iter()
                    .find(|(lang, _)| lang.eq_ignore_ascii_case(wanted))
                    .or_else(|| all.iter().find(|(lang, _)| primary(lang) == primary(wanted)))
                    .or_else(|| all.first());
                let (lang, text) = found.cloned().unwrap_or_else(|| ("".into(), "".into()));
                Picked { text, lang: Some(lang) }
            }
        }
    }

    /// This text and another beside it, with a space between them, in every language of the two.
    pub fn beside(&self, other: &Self) -> Self {
        let both = |lang: &str| format!("{} {}", self.wording(lang), other.wording(lang)).into();
        let langs = |text: &Self| match text {
            Self::Plain(_) => Vec::new(),
            Self::Languages(all) => all.iter().map(|(lang, _)| lang.clone()).collect(),
        };
        let mut all: Vec<(Lang, Rc<str>)> = Vec::new();
        for lang in langs(self).into_iter().chain(langs(other)) {
            if !all.iter().any(|(known, _)| *known == lang) {
                let text = both(&lang);
                all.push((lang, text));
            }
        }
        match all.is_empty() {
            true => Self::Plain(both("")),
            false => Self::Languages(all.into()),
        }
    }

    /// Every wording.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let (plain, languages) = match self {
            Self::Plain(text) => (Some(&**text), &[][..]),
            Self::Languages(all) => (None, &**all),
        };
        plain.into_iter().chain(languages.iter().map(|(_, text)| &**text))
    }

    /// The wording alone; see [`Text::pick`].
    pub fn wording(&self, wanted: &str) -> Rc<str> {
        self.pick(wanted).text
    }
}

/// A template with each `{name}` replaced by its value. A value is never treated as a template, and a name without a
/// value stays as it is.
pub fn fill<'v>(template: &'v str, value: &dyn Fn(&'v str) -> Option<&'v str>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text += before;
        let found = after
            .split_once('}')
            .and_then(|(name, behind)| Some((value(name)?, behind)));
        match found {
            Some((value, behind)) => {
                text += value;
                rest = behind;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}
