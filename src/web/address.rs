//! The page's address: its parameters, and the files of its site.

use crate::state::NotFetched;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response, Window, window};

/// Returns the rubric that the address names: `?rubric=` with the id of a rubric in the page, or an address on the same
/// site.
pub(super) fn asked() -> Option<String> {
    let search = window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get("rubric")
}

/// Reads a file of the page's own site.
pub(super) async fn read(
    window: &Window,
    address: &str,
    giving_up: Option<&AbortController>,
) -> Result<Vec<u8>, NotFetched> {
    let options = RequestInit::new();
    options.set_signal(giving_up.map(AbortController::signal).as_ref());
    let answer = JsFuture::from(window.fetch_with_str_and_init(address, &options)).await;
    let answer: Response = answer.and_then(JsCast::dyn_into).map_err(|_| NotFetched::Unreached)?;
    if !answer.ok() {
        return Err(NotFetched::Refused(answer.status()));
    }
    let bytes = async { JsFuture::from(answer.array_buffer()?).await };
    let bytes = bytes.await.map_err(|_| NotFetched::Unreached)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
