//! Pictures and charts in the line of the text.

use super::look::TEXT_WIDTH;
use crate::paper::Picture;
use crate::write::package::escaped;
use crate::write::upright::Stored;

/// The namespace of what is drawn.
pub const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// The namespace of pictures.
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
/// English Metric Units in a twentieth of a point.
const EMU: u64 = 635;
/// The width of the text in these units.
pub const WIDTH: u64 = TEXT_WIDTH as u64 * EMU;
/// The greatest height of a picture: 85 mm. Two are on a page with a heading and captions of two lines.
const HEIGHT: u64 = 3_060_000;
/// The size of a pixel, of which 96 are an inch.
const PIXEL: u64 = 9525;
/// A right angle in the unit of angles, of which 60,000 are a degree.
const QUARTER: u32 = 5_400_000;

/// The room that a drawing takes in its line.
pub struct Room {
    width: u64,
    height: u64,
    /// What it needs at the left and the right in addition.
    beside: u64,
    /// What it needs above and below in addition.
    above: u64,
}

impl From<(u64, u64)> for Room {
    fn from((width, height): (u64, u64)) -> Self {
        Self {
            width,
            height,
            beside: 0,
            above: 0,
        }
    }
}

/// Returns the ending and the type of a file that Word shows; `None` for others.
pub fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        _ => None,
    }
}

/// Returns the width and height of an upright picture: never larger than its pixels, the width of the text, or the greatest height.
fn size((width, height): (u32, u32)) -> (u64, u64) {
    let (width, height) = (u64::from(width), u64::from(height));
    let (wide, high) = (width * PIXEL, height * PIXEL);
    let (wide, high) = if wide > WIDTH {
        (WIDTH, WIDTH * height / width)
    } else {
        (wide, high)
    };
    let (wide, high) = if high > HEIGHT {
        (HEIGHT * width / height, HEIGHT)
    } else {
        (wide, high)
    };
    (wide.max(PIXEL), high.max(PIXEL))
}

/// Returns the frame of a drawing, around `content` of the kind with the namespace `uri`.
pub fn frame(number: usize, description: &str, room: Room, uri: &str, content: &str) -> String {
    let Room {
        width,
        height,
        beside,
        above,
    } = room;
    let effects = if (beside, above) == (0, 0) {
        String::new()
    } else {
        format!("<wp:effectExtent l=\"{beside}\" t=\"{above}\" r=\"{beside}\" b=\"{above}\"/>")
    };
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>{effects}\
         <wp:docPr id=\"{number}\" name=\"{number}\" descr=\"{}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic xmlns:a=\"{DRAWING}\"><a:graphicData uri=\"{uri}\">{content}</a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r>",
        escaped(&description.replace(['\n', '\t'], " "))
    )
}

/// Returns a picture in its frame, upright.
///
/// Word turns a frame around its middle and leaves room for the frame that is not turned. What a turned one needs more is said in
/// the extent of effects, of which no side is negative.
pub fn picture(number: usize, relation: &str, picture: &Picture) -> String {
    let stored = Stored::of(picture);
    let (wide, high) = size(stored.shown());
    let (width, height) = if stored.is_sideways() {
        (high, wide)
    } else {
        (wide, high)
    };
    let mut turn = String::new();
    if stored.quarters > 0 {
        turn.push_str(&format!(" rot=\"{}\"", u32::from(stored.quarters) * QUARTER));
    }
    if stored.is_mirrored {
        turn.push_str(" flipH=\"1\"");
    }
    let content = format!(
        "<pic:pic xmlns:pic=\"{PICTURE}\"><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{number}\"/><pic:cNvPicPr>\
         <a:picLocks noChangeAspect=\"1\"/></pic:cNvPicPr></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{relation}\"/>\
         <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm{turn}><a:off x=\"0\" y=\"0\"/>\
         <a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
    );
    let room = Room {
        width,
        height,
        beside: wide.saturating_sub(width) / 2,
        above: high.saturating_sub(height) / 2,
    };
    frame(number, &picture.description, room, PICTURE, &content)
}
