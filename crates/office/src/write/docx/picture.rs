//! Pictures and charts in the line of the text.

use super::look::TEXT_WIDTH;
use crate::paper::Picture;
use crate::write::package::escaped;

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

/// Returns the ending and the type of a file that Word shows; `None` for others.
pub fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpeg"),
        _ => None,
    }
}

/// Returns the width and height of a picture: never larger than its pixels, the width of the text, or the greatest height.
pub fn size(picture: &Picture) -> (u64, u64) {
    let (width, height) = (u64::from(picture.width.max(1)), u64::from(picture.height.max(1)));
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
pub fn frame(number: usize, description: &str, (width, height): (u64, u64), uri: &str, content: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{number}\" name=\"{number}\" descr=\"{}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic xmlns:a=\"{DRAWING}\"><a:graphicData uri=\"{uri}\">{content}</a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r>",
        escaped(&description.replace(['\n', '\t'], " "))
    )
}

/// Returns a picture in its frame.
pub fn picture(number: usize, relation: &str, picture: &Picture) -> String {
    let (width, height) = size(picture);
    let content = format!(
        "<pic:pic xmlns:pic=\"{PICTURE}\"><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{number}\"/><pic:cNvPicPr>\
         <a:picLocks noChangeAspect=\"1\"/></pic:cNvPicPr></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{relation}\"/>\
         <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>\
         <a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
    );
    frame(number, &picture.description, (width, height), PICTURE, &content)
}
