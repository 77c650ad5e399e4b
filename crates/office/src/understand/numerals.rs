//! Amounts in Chinese numerals: 七十, 一百二十, 两, 一〇〇, 半.

use assessment::points::Decimal;

const DIGITS: [(char, i32); 22] = [
    ('〇', 0),
    ('零', 0),
    ('○', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('壹', 1),
    ('贰', 2),
    ('叁', 3),
    ('肆', 4),
    ('伍', 5),
    ('陆', 6),
    ('柒', 7),
    ('捌', 8),
    ('玖', 9),
];

const UNITS: [(char, i32); 6] = [
    ('十', 10),
    ('拾', 10),
    ('百', 100),
    ('佰', 100),
    ('千', 1000),
    ('仟', 1000),
];

fn digit(character: char) -> Option<i32> {
    let found = DIGITS.iter().find(|(known, _)| *known == character);
    found.map(|(_, value)| *value)
}

/// Returns whether a character is part of a numeral.
pub fn is_numeral(character: char) -> bool {
    digit(character).is_some() || character == '半' || UNITS.iter().any(|(unit, _)| *unit == character)
}

/// Reads a numeral and nothing else. What may mean two numbers, such as 一百五, is none.
pub fn numeral(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if text == "半" {
        return "0.5".parse().ok();
    }
    // 一分半, with the word for points within: the caller took that at the end away.
    if let Some(whole) = text.strip_suffix('半') {
        let whole = whole.strip_suffix(['分', '个']).unwrap_or(whole);
        return numeral(whole).and_then(|whole| Some(whole + "0.5".parse().ok()?));
    }
    let characters: Vec<char> = text.chars().collect();
    let is_zero = |character: char| digit(character) == Some(0);
    if characters.len() > 1 && characters.iter().all(|character| digit(*character).is_some()) {
        // Digits one after the other: 一〇〇.
        let digits = characters.iter().filter_map(|character| digit(*character));
        return (characters.len() <= 4 && !is_zero(characters[0]))
            .then(|| digits.fold(0, |sum, digit| sum * 10 + digit))
            .map(Decimal::whole);
    }
    let mut sum = 0;
    let mut last_unit = 10_000;
    let mut pending: Option<i32> = None;
    let mut after_zero = false;
    for character in &characters {
        if let Some((_, unit)) = UNITS.iter().find(|(unit, _)| unit == character) {
            // 十五 begins without a digit; 百 and 千 do not.
            let count = match pending.take() {
                Some(count) if count > 0 => count,
                None if *unit == 10 && sum == 0 => 1,
                _ => return None,
            };
            if *unit >= last_unit {
                return None;
            }
            sum += count * unit;
            last_unit = *unit;
            after_zero = false;
        } else if is_zero(*character) && sum > 0 && pending.is_none() {
            after_zero = true;
        } else {
            if pending.is_some() {
                return None;
            }
            pending = Some(digit(*character)?);
        }
    }
    match pending {
        // 一百五 is 150 to some and 105 to others.
        Some(_) if last_unit > 10 && last_unit < 10_000 && !after_zero => None,
        Some(digit) => Some(Decimal::whole(sum + digit)),
        None if sum > 0 && !after_zero => Some(Decimal::whole(sum)),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_numbers() {
        for (text, value) in [
            ("七十", "70"),
            ("十五", "15"),
            ("十", "10"),
            ("两", "2"),
            ("二十一", "21"),
            ("一百", "100"),
            ("一百二十", "120"),
            ("一百零五", "105"),
            ("一千二百", "1200"),
            ("两百", "200"),
            ("一〇〇", "100"),
            ("〇", "0"),
            ("零", "0"),
            ("柒拾", "70"),
            ("半", "0.5"),
            ("一分半", "1.5"),
            ("二十半", "20.5"),
            ("一百五", ""),
            ("百", ""),
            ("十百", ""),
            ("一百零", ""),
            ("零五", ""),
            ("五二十", ""),
            ("七十分", ""),
            ("", ""),
            ("一个", ""),
        ] {
            let found = numeral(text).map(|value| value.to_string()).unwrap_or_default();
            assert_eq!(found, value, "{text}");
        }
    }
}
