//! The automatic numbers of a Word file, and the styles that paragraphs take them from.

use crate::limits;
use crate::problem::ReadError;
use crate::read::xml::{Tag, Xml};
use std::collections::{BTreeMap, HashMap};

/// The levels of a list.
const LEVELS: usize = 9;

/// What a paragraph has from its style.
#[derive(Clone, Default)]
pub struct Style {
    /// The level of a heading, from 1.
    pub heading: Option<u8>,
    /// The list and its level, from 0.
    pub list: Option<(String, u8)>,
    based_on: Option<String>,
}

/// The styles of a file.
#[derive(Default)]
pub struct Styles(HashMap<String, Style>);

impl Styles {
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let mut styles = HashMap::new();
        Xml::new(text).children(|xml, _| {
            xml.children(|xml, tag| {
                let Some(id) = tag.attribute("styleId").map(str::to_owned) else {
                    return Ok(());
                };
                let mut style = Style::default();
                xml.children(|xml, tag| {
                    match tag.name() {
                        "basedOn" => style.based_on = tag.attribute("val").map(str::to_owned),
                        "pPr" => xml.children(|xml, tag| {
                            match tag.name() {
                                "outlineLvl" => style.heading = heading(tag),
                                "numPr" => style.list = list(xml)?,
                                _ => {}
                            }
                            Ok::<_, ReadError>(())
                        })?,
                        _ => {}
                    }
                    Ok::<_, ReadError>(())
                })?;
                styles.insert(id, style);
                Ok::<_, ReadError>(())
            })
        })?;
        Ok(Self(styles))
    }

    /// Returns what paragraphs of a style have, with what it takes from the styles that it is based on.
    pub fn of(&self, id: &str) -> Option<Style> {
        let mut found = self.0.get(id)?.clone();
        let mut base = found.based_on.take();
        // Styles that are based on one another in a circle end here.
        for _ in 0..20 {
            let Some(style) = base.as_ref().and_then(|id| self.0.get(id)) else {
                break;
            };
            found.heading = found.heading.or(style.heading);
            if found.list.is_none() {
                found.list.clone_from(&style.list);
            }
            base.clone_from(&style.based_on);
        }
        Some(found)
    }
}

/// Reads the level of a heading, from 1.
pub fn heading(tag: &Tag) -> Option<u8> {
    let level = tag.number("val").filter(|level| *level < 9)?;
    Some(level as u8 + 1)
}

/// Reads the list that a paragraph or a style belongs to, and its level in it, from 0.
pub fn list(xml: &mut Xml<'_>) -> Result<Option<(String, u8)>, ReadError> {
    let (mut id, mut level) = (None, 0);
    xml.children(|_, tag| {
        match tag.name() {
            "numId" => {
                id = tag
                    .attribute("val")
                    .filter(|id| id.len() <= limits::NAME)
                    .map(str::to_owned)
            }
            "ilvl" => level = tag.number("val").unwrap_or(0).min(8) as u8,
            _ => {}
        }
        Ok::<_, ReadError>(())
    })?;
    Ok(id.map(|id| (id, level)))
}

#[derive(Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// The lists of a file, and how far each is counted.
#[derive(Default)]
pub struct Numbering {
    definitions: HashMap<String, Vec<Level>>,
    lists: HashMap<String, String>,
    starts: HashMap<String, BTreeMap<usize, u32>>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let mut numbering = Self::default();
        Xml::new(text).children(|xml, _| {
            xml.children(|xml, tag| match tag.name() {
                "abstractNum" => {
                    let id = tag.attribute("abstractNumId").unwrap_or_default().to_owned();
                    let mut levels = vec![Level::default(); LEVELS];
                    xml.children(|xml, tag| {
                        let at = tag.number("ilvl").unwrap_or(0) as usize;
                        match (tag.name(), levels.get_mut(at)) {
                            ("lvl", Some(level)) => {
                                level.start = 1;
                                xml.children(|_, tag| {
                                    let value = tag.attribute("val").unwrap_or_default();
                                    match tag.name() {
                                        "start" => level.start = tag.number("val").unwrap_or(1),
                                        "numFmt" => level.format = value.to_owned(),
                                        "lvlText" => level.text = value.chars().take(limits::NAME).collect(),
                                        _ => {}
                                    }
                                    Ok::<_, ReadError>(())
                                })
                            }
                            _ => Ok(()),
                        }
                    })?;
                    numbering.definitions.insert(id, levels);
                    Ok::<_, ReadError>(())
                }
                "num" => {
                    let id = tag.attribute("numId").unwrap_or_default().to_owned();
                    xml.children(|xml, tag| {
                        match tag.name() {
                            "abstractNumId" => {
                                let definition = tag.attribute("val").unwrap_or_default();
                                numbering.lists.insert(id.clone(), definition.to_owned());
                            }
                            "lvlOverride" => {
                                let level = tag.number("ilvl").unwrap_or(0) as usize;
                                xml.children(|_, tag| {
                                    if let ("startOverride", Some(start)) = (tag.name(), tag.number("val")) {
                                        numbering.starts.entry(id.clone()).or_default().insert(level, start);
                                    }
                                    Ok::<_, ReadError>(())
                                })?;
                            }
                            _ => {}
                        }
                        Ok::<_, ReadError>(())
                    })
                }
                _ => Ok(()),
            })
        })?;
        Ok(numbering)
    }

    /// Counts a paragraph of a list, and returns its number; `None` for bullets and unknown lists.
    pub fn next(&mut self, list: &str, level: u8) -> Option<String> {
        let definition = self.lists.get(list)?;
        let levels = self.definitions.get(definition)?;
        let at = usize::from(level).min(LEVELS - 1);
        let own = self.starts.get(list);
        let start = |at: usize| own.and_then(|own| own.get(&at)).copied().unwrap_or(levels[at].start);
        // Lists of one definition are counted together, unless one starts anew.
        let key = match own {
            Some(_) => format!("num {list}"),
            None => definition.clone(),
        };
        let counts = self.counts.entry(key).or_default();
        counts[at] = Some(counts[at].map_or_else(|| start(at), |count| count.saturating_add(1)));
        for deeper in &mut counts[at + 1..] {
            *deeper = None;
        }
        let format = &levels[at];
        if matches!(&*format.format, "bullet" | "none" | "") {
            return None;
        }
        let mut text = format.text.clone();
        for (index, level) in levels.iter().enumerate().take(at + 1) {
            let count = counts[index].unwrap_or_else(|| start(index));
            text = text.replace(&format!("%{}", index + 1), &shown(count, &level.format));
        }
        Some(text).filter(|text| !text.trim().is_empty())
    }
}

/// Returns a count in a number format (ECMA-376, `ST_NumberFormat`).
fn shown(count: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => chinese(count),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&count) => {
            char::from_u32(0x245f + count).unwrap_or('?').to_string()
        }
        "decimalZero" => format!("{count:02}"),
        "lowerLetter" | "upperLetter" => {
            let first = if format == "lowerLetter" { b'a' } else { b'A' };
            let letter = char::from(first + (count.saturating_sub(1) % 26) as u8);
            // z is followed by aa, as Word has it.
            letter
                .to_string()
                .repeat(1 + (count.saturating_sub(1) / 26).min(9) as usize)
        }
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        _ => count.to_string(),
    }
}

fn chinese(count: u32) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = ((count / 10) as usize, (count % 10) as usize);
    match (tens, ones) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (2..=9, 0) => format!("{}十", DIGITS[tens]),
        (2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => count.to_string(),
    }
}

fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count > 3999 {
        return count.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while count >= value {
            out.push_str(sign);
            count -= value;
        }
    }
    out
}
