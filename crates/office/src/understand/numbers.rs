//! The numbers that stand before texts: `一、`, `（三）`, `1.`, `A.`, `第二部分`.

/// The kind of a number. Lines with numbers of one kind are of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 第一部分, 第零题, Part A, Section 2.
    Named,
    /// 一、
    Chinese,
    /// （一）
    ChineseInBrackets,
    /// I., II.
    Roman,
    /// A. or A:
    Letter,
    /// a. or a)
    SmallLetter,
    /// 1. or 1、
    Digit,
    /// 1.2
    Dotted,
    /// (1) or 1)
    DigitInBrackets,
    /// ①
    Circled,
    /// A1, C12: a code of letters and digits right before the text.
    Code,
}

const CHINESE: &str = "〇零一二三四五六七八九十百";

/// Returns the number before a text and its kind, and the text after it; `None` if there is none.
pub fn before(text: &str) -> Option<(Kind, &str, &str)> {
    let trimmed = text.trim_start();
    named(trimmed).or_else(|| bracketed(trimmed)).or_else(|| plain(trimmed))
}

/// Returns the label and the text of a line.
pub fn split(text: &str) -> (Option<String>, String) {
    match before(text) {
        // `2024年` and `3人` begin with digits and no number.
        Some((_, label, rest)) if !rest.trim().is_empty() => {
            let label = label.trim_end_matches(['、', '.', '．', ':', '：', ')', '）', ' ']);
            let label = if label.starts_with(['（', '(']) {
                format!("{label}{}", if label.starts_with('（') { "）" } else { ")" })
            } else {
                label.to_owned()
            };
            (Some(label), rest.trim().to_owned())
        }
        _ => (None, text.trim().to_owned()),
    }
}

/// Returns whether a line has the number of a section rather than of a criterion.
pub fn is_section(text: &str) -> bool {
    matches!(
        before(text),
        Some((Kind::Named | Kind::Chinese | Kind::ChineseInBrackets | Kind::Roman, ..))
    )
}

/// Returns whether a number in figures is the one after another: 4 after 3, 2.4 after 2.3.
pub fn follows(before: &str, number: &str) -> bool {
    let parts = |text: &str| -> Option<(String, u32)> {
        let text = text.trim().trim_end_matches(['.', '、', '．', ')', '）']);
        let text = text.trim_start_matches(['（', '(']);
        match text.rsplit_once('.') {
            Some((outer, last)) => Some((outer.to_owned(), last.parse().ok()?)),
            None => Some((String::new(), text.parse().ok()?)),
        }
    };
    match (parts(before), parts(number)) {
        (Some((outer, before)), Some((same, number))) => outer == same && before.checked_add(1) == Some(number),
        _ => false,
    }
}

fn named(text: &str) -> Option<(Kind, &str, &str)> {
    if let Some(rest) = text.strip_prefix('第') {
        let digits =
            rest.trim_start_matches(|character: char| CHINESE.contains(character) || character.is_ascii_digit());
        let word = ["部分", "章", "节", "项", "题", "类", "条", "大题", "单元"]
            .into_iter()
            .find(|word| digits.starts_with(word))
            .filter(|_| digits.len() < rest.len())?;
        let after = &digits[word.len()..];
        let after = after.trim_start_matches(['、', '：', ':', '.', ' ']);
        return Some((Kind::Named, &text[..text.len() - after.len()], after));
    }
    let lower = text.to_lowercase();
    for word in ["part ", "section ", "criterion ", "question ", "task "] {
        if lower.starts_with(word) {
            let rest = text.get(word.len()..)?;
            let end = rest.find(|character: char| !character.is_ascii_alphanumeric())?;
            let number = &rest[..end];
            let is_number = number.len() <= 3
                && (number.chars().all(|c| c.is_ascii_digit())
                    || number.len() == 1
                    || number.chars().all(|c| "IVX".contains(c)));
            if is_number && !number.is_empty() {
                let after = rest[end..].trim_start_matches(['.', ':', '-', '–', ')', ' ']);
                return Some((Kind::Named, &text[..text.len() - after.len()], after));
            }
        }
    }
    None
}

fn bracketed(text: &str) -> Option<(Kind, &str, &str)> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some((Kind::Circled, &text[..first.len_utf8()], &text[first.len_utf8()..]));
    }
    let rest = text.strip_prefix(['（', '('])?;
    let end = rest.find(['）', ')'])?;
    let inside = rest[..end].trim();
    let kind = match inside {
        _ if inside.is_empty() => return None,
        _ if inside.chars().all(|character| CHINESE.contains(character)) => Kind::ChineseInBrackets,
        _ if inside.len() <= 3 && inside.chars().all(|character| character.is_ascii_digit()) => Kind::DigitInBrackets,
        _ if inside.len() == 1 && inside.chars().all(|character| character.is_ascii_alphabetic()) => Kind::SmallLetter,
        _ => return None,
    };
    let length = rest[end..].chars().next().map_or(0, char::len_utf8);
    let from = text.len() - rest.len() + end + length;
    Some((kind, &text[..from], text[from..].trim_start_matches(['、', '.', ' '])))
}

fn plain(text: &str) -> Option<(Kind, &str, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit() && character != '.')?;
    if end > 0 {
        let number = &text[..end];
        let after = &text[end..];
        let separator = after.starts_with(['、', '．', ')', '）', ':', '：'])
            || number.ends_with('.')
            || (number.contains('.') && after.starts_with(' '))
            || after.starts_with([' ', '\t']) && number.len() <= 2;
        let kind = match number.trim_end_matches('.') {
            inner if inner.contains('.') => Kind::Dotted,
            _ if after.starts_with([')', '）']) => Kind::DigitInBrackets,
            _ => Kind::Digit,
        };
        let rest = after.trim_start_matches(['、', '．', ')', '）', ':', '：', ' ', '\t']);
        // A decimal at the start of a line is no number of a line: `2.5 points`.
        let is_amount = super::amounts::stated(text)
            .first()
            .is_some_and(|stated| stated.at.start == 0);
        let fits = separator && number.chars().filter(char::is_ascii_digit).count() <= 4 && !is_amount;
        return fits.then(|| (kind, &text[..text.len() - rest.len()], rest));
    }
    let chinese = text.find(|character: char| !CHINESE.contains(character))?;
    if chinese > 0 {
        let rest = text[chinese..].strip_prefix(['、', '．', '.', '：', ':'])?;
        return Some((Kind::Chinese, &text[..text.len() - rest.len()], rest.trim_start()));
    }
    if let Some((label, rest)) = code(text) {
        return Some((Kind::Code, label, rest));
    }
    let letters = text.find(|character: char| !character.is_ascii_alphabetic())?;
    let word = &text[..letters];
    let rest = text[letters..].strip_prefix(['.', ')', '）', ':', '：', '、', '．'])?;
    let kind = match word {
        _ if word.len() <= 4 && word.len() > 1 && word.chars().all(|character| "IVX".contains(character)) => {
            Kind::Roman
        }
        "I" | "V" | "X" => Kind::Roman,
        _ if word.len() == 1 && word.chars().all(|character| character.is_ascii_uppercase()) => Kind::Letter,
        _ if word.len() == 1 => Kind::SmallLetter,
        _ => return None,
    };
    Some((kind, &text[..text.len() - rest.len()], rest.trim_start()))
}

/// Reads a code such as `A1` or `C12` right before Chinese words, or with a separator after it.
fn code(text: &str) -> Option<(&str, &str)> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = text.bytes().skip(letters).take_while(u8::is_ascii_digit).count();
    let rest = text.get(letters + digits..)?;
    let next = rest.chars().next()?;
    let is_paper = next == '纸';
    let fits = letters == 1
        && (1..=3).contains(&digits)
        && !is_paper
        && (!next.is_ascii() || matches!(next, '.' | ':' | ' ' | '-'));
    fits.then(|| {
        (
            &text[..letters + digits],
            rest.trim_start_matches(['.', '、', ':', '：', ' ', '-', '．']),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_one_another() {
        for (before, number, is_next) in [
            ("3", "4", true),
            ("（3）", "4", true),
            ("2.9", "2.10", true),
            ("2.3", "3.4", false),
            ("3", "3", false),
            ("3", "", false),
            ("一", "二", false),
        ] {
            assert_eq!(follows(before, number), is_next, "{before} {number}");
        }
    }

    #[test]
    fn numbers_are_told_from_what_begins_with_digits() {
        for (text, kind, label, rest) in [
            ("一、组织管理", Some(Kind::Chinese), "一", "组织管理"),
            ("（二）课程教学", Some(Kind::ChineseInBrackets), "（二）", "课程教学"),
            ("1.成立领导小组", Some(Kind::Digit), "1", "成立领导小组"),
            ("12、开足课时", Some(Kind::Digit), "12", "开足课时"),
            ("1.2 计划", Some(Kind::Dotted), "1.2", "计划"),
            ("(3) 制度", Some(Kind::DigitInBrackets), "(3)", "制度"),
            ("①台账", Some(Kind::Circled), "①", "台账"),
            ("第零题 冒泡", Some(Kind::Named), "第零题", "冒泡"),
            ("Part A. Nouns", Some(Kind::Named), "Part A", "Nouns"),
            ("A: Abstract", Some(Kind::Letter), "A", "Abstract"),
            ("C1办学目标明确", Some(Kind::Code), "C1", "办学目标明确"),
            ("A4纸打印", None, "", "A4纸打印"),
            ("2024年工作", None, "", "2024年工作"),
            ("2.5 points There is", None, "", "2.5 points There is"),
            ("十分重视", None, "", "十分重视"),
        ] {
            assert_eq!(before(text).map(|(kind, ..)| kind), kind, "{text}");
            assert_eq!(
                split(text),
                ((!label.is_empty()).then(|| label.to_owned()), rest.to_owned()),
                "{text}"
            );
        }
    }
}
