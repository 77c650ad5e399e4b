//! Amounts in Chinese capital figures, as signed papers have them, and Chinese numbers of chapters.

use assessment::points::Decimal;

/// The capital digits.
const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
/// The units inside a group of four digits, the last digit first.
const UNITS: [&str; 4] = ["", "拾", "佰", "仟"];
/// The units of the groups, the last group first. The largest amount has eleven digits.
const GROUPS: [&str; 4] = ["", "万", "亿", "万亿"];
/// The digits of a number of a chapter.
const HAN: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Returns an amount in Chinese capital figures, without a unit.
///
/// ```
/// use office::compose::capital::capital;
///
/// let of = |amount: &str| capital(amount.parse().unwrap());
/// assert_eq!(of("90"), "玖拾");
/// assert_eq!(of("97.5"), "玖拾柒点伍");
/// assert_eq!(of("105"), "壹佰零伍");
/// ```
pub fn capital(amount: Decimal) -> String {
    let text = amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", &*text), |digits| ("负", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = format!("{sign}{}", integer(whole));
    if !fraction.is_empty() {
        out.push('点');
        fraction.chars().for_each(|digit| out.push_str(of(&DIGITS, digit)));
    }
    out
}

/// Returns a whole number of ASCII digits in capital figures. A run of zeros is one 零 inside it, and none at its end.
fn integer(digits: &str) -> String {
    let (mut out, mut is_after_zero) = (String::new(), false);
    let groups = digits.as_bytes().rchunks(4).enumerate().collect::<Vec<_>>();
    for (group, digits) in groups.into_iter().rev() {
        let before = out.len();
        for (place, digit) in digits.iter().rev().enumerate().rev() {
            if *digit == b'0' {
                is_after_zero = !out.is_empty();
                continue;
            }
            if std::mem::take(&mut is_after_zero) {
                out.push('零');
            }
            out.push_str(of(&DIGITS, char::from(*digit)));
            out.push_str(UNITS.get(place).copied().unwrap_or_default());
        }
        if out.len() > before {
            out.push_str(GROUPS.get(group).copied().unwrap_or_default());
            // 壹拾万柒仟: the end of a group that is full up to there is not read as a zero.
            is_after_zero = false;
        }
    }
    if out.is_empty() { "零".to_owned() } else { out }
}

fn of<'d>(names: &[&'d str; 10], digit: char) -> &'d str {
    let index = digit.to_digit(10).unwrap_or_default() as usize;
    names.get(index).copied().unwrap_or_default()
}

/// Returns a number from 1 to 99 as chapters have it, such as 十二; larger ones, and 0, in digits.
pub fn han(number: usize) -> String {
    let digit = |n: usize| HAN.get(n).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, 0) | (10.., _) => number.to_string(),
        (0, one) => digit(one).to_owned(),
        (1, one) => format!("十{}", digit(one)),
        (ten, one) => format!("{}十{}", digit(ten), digit(one)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_capital_figures() {
        // As bills are written (正确填写票据和结算凭证的基本规定): 壹 before 拾, one 零 for zeros inside, none at the end.
        for (amount, expected) in [
            ("0", "零"),
            ("1", "壹"),
            ("10", "壹拾"),
            ("16", "壹拾陆"),
            ("90", "玖拾"),
            ("97.5", "玖拾柒点伍"),
            ("100", "壹佰"),
            ("105", "壹佰零伍"),
            ("110", "壹佰壹拾"),
            ("1000", "壹仟"),
            ("1005", "壹仟零伍"),
            ("1050", "壹仟零伍拾"),
            ("1409.5", "壹仟肆佰零玖点伍"),
            ("6007.14", "陆仟零柒点壹肆"),
            ("1680.32", "壹仟陆佰捌拾点叁贰"),
            ("10000", "壹万"),
            ("10005", "壹万零伍"),
            ("10500", "壹万零伍佰"),
            ("107000.53", "壹拾万柒仟点伍叁"),
            ("12345", "壹万贰仟叁佰肆拾伍"),
            ("100000", "壹拾万"),
            ("1010000", "壹佰零壹万"),
            ("10050000", "壹仟零伍万"),
            ("100000001", "壹亿零壹"),
            ("100005000", "壹亿零伍仟"),
            ("110000000", "壹亿壹仟万"),
            ("20000000000", "贰佰亿"),
            ("0.25", "零点贰伍"),
            ("0.0001", "零点零零零壹"),
            ("-3.5", "负叁点伍"),
        ] {
            assert_eq!(capital(amount.parse().unwrap()), expected, "{amount}");
        }
    }

    #[test]
    fn numbers_of_chapters() {
        let cases = [
            (0, "0"),
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (99, "九十九"),
            (100, "100"),
        ];
        for (number, expected) in cases {
            assert_eq!(han(number), expected);
        }
    }
}
