//! The attached file of a piece of evidence: its name, size and picture, and the button that chooses files.

use super::context::{Context, FormAction, use_form};
use super::ptr_eq::PtrEq;
use super::texts::file_name;
use crate::foreign::picture;
use crate::locale::{Messages, fill};
use crate::state::limits::SIDE;
use crate::view::hooks::use_file;
use crate::web::attachment_status::AttachmentStatus;
use assessment::answers::Attachment;
use assessment::rubric::Criterion;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// File types that the file dialogs of phones and office PCs offer. Files of other types are accepted too.
const ACCEPT: &str = "image/*,video/*,.heic,.heif,.pdf,.ofd,.doc,.docx,.wps,.xls,.xlsx,.et,.ppt,.pptx,.csv,.txt,.zip";

/// Formats a size: in bytes below 1,000, and in larger units with at most one decimal place above.
pub(super) fn size(m: &Messages, bytes: u64) -> String {
    // Rounds to tenths in integer arithmetic; from 10 on, to whole numbers.
    let parts = |unit: u64| {
        let tenths = (bytes * 10 + unit / 2) / unit;
        match tenths {
            0..100 if !tenths.is_multiple_of(10) => format!("{}.{}", tenths / 10, tenths % 10),
            0..100 => (tenths / 10).to_string(),
            _ => ((bytes + unit / 2) / unit).to_string(),
        }
    };
    let (message, count) = match bytes {
        0..1_000 => (m.size_bytes, bytes.to_string()),
        // 999,500 bytes and more would round to 1,000 KB and are shown in megabytes.
        1_000..999_500 => (m.size_kilobytes, parts(1_000)),
        _ => (m.size_megabytes, parts(1_000_000)),
    };
    fill(message, &[("count", &count)])
}

/// Renders the button that attaches files to a criterion.
pub(super) fn choose(form: &Context, criterion: &Criterion, tabindex: &'static str) -> Html {
    let m = form.messages();
    let (emit, id) = (form.emit.clone(), criterion.id.clone());
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(files) = input.files() {
            emit.emit(FormAction::Attach(id.clone(), files));
        }
        // Clears the list, which belongs to the field: otherwise the field does not accept the same file again after its removal.
        input.set_value("");
    });
    html! {
        <label class="file-button" key="attach" title={limits(m)}>
            <input type="file" multiple={true} accept={ACCEPT} aria-label={form.named(m.attach, criterion)} {tabindex} data-tool="true" {onchange} />
            <span class="quiet-button">{ m.attach }</span>
        </label>
    }
}

/// Describes the limits of attached files, and how photos are processed.
pub(super) fn limits(m: &Messages) -> String {
    fill(m.attach_limits, &[("side", &SIDE.to_string())])
}

#[derive(Properties, PartialEq)]
pub(super) struct FileProps {
    pub(super) file: PtrEq<Attachment>,
    /// The prefix of the ids of the elements inside.
    pub(super) id: AttrValue,
}

/// An attached file, with the button that downloads it.
#[component]
pub(super) fn AttachedFile(props: &FileProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let file = props.file.0.clone();
    let held = use_file(&form.draft, &file);
    let (name, button) = (format!("{}-name", props.id), format!("{}-give", props.id));
    let onclick = {
        let (emit, file) = (form.emit.clone(), file.clone());
        Callback::from(move |_: MouseEvent| emit.emit(FormAction::Give(file.clone())))
    };
    let picture = match &held {
        AttachmentStatus::Here(picture) => picture.clone(),
        _ => None,
    };
    html! {
        <div class="attached">
            if let Some(picture) = picture {
                <img src={picture.0.clone()} alt="" decoding="async" />
            }
            <div>
                <span id={name.clone()}>{ file_name(&file.kept.name) }</span>
                <span class="quiet">{ " " }{ size(m, file.kept.size.into()) }</span>
                if held != AttachmentStatus::Missing {
                    <button type="button" class="quiet-button" id={button.clone()} aria-labelledby={format!("{button} {name}")} {onclick}>{ m.attached_give }</button>
                }
                if let Some(original) = &file.original {
                    <p class="hint">{ fill(m.attached_scaled, &[("file", &original.name), ("size", &size(m, original.size.into())), ("side", &SIDE.to_string())]) }</p>
                }
                if picture::may_tell(&file.kind, &file.kept.name) {
                    <p class="hint">{ m.attached_tells }</p>
                }
                if held == AttachmentStatus::Missing {
                    <p class="hint missing">{ m.attached_missing }</p>
                }
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn sizes_are_read_as_people_say_them() {
        let m = Locale::ALL[1].messages;
        for (bytes, words) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1_000, "1 KB"),
            (1_250, "1.3 KB"),
            (9_949, "9.9 KB"),
            (9_960, "10 KB"),
            (345_678, "346 KB"),
            (999_499, "999 KB"),
            (999_500, "1 MB"),
            (20_971_520, "21 MB"),
            (u32::MAX, "4295 MB"),
        ] {
            assert_eq!(size(m, u64::from(bytes)), words);
        }
    }
}
