//! A portal that is itself a Yew app. The element is drawn by another one: with `shadow="closed"` neither hears the other's clicks.

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CustomEvent, FormData, HtmlFormElement, RequestInit, Response, UrlSearchParams, window};
use yew::prelude::*;

#[derive(Clone, PartialEq)]
enum Outcome {
    Filling,
    Sending,
    Failed(String),
    Received(UrlSearchParams),
}

#[component]
fn Portal() -> Html {
    let form = use_node_ref();
    let element = use_node_ref();
    let standing = use_state(|| "尚未评分".to_owned());
    let outcome = use_state(|| Outcome::Filling);

    // Events of its own are heard by name: `oninput` is Yew's for the native one.
    use_effect_with(element.clone(), {
        let standing = standing.setter();
        move |element| {
            let listener = element.get().map(|element| {
                EventListener::new(&element, "input", move |event| {
                    if let Some(event) = event.dyn_ref::<CustomEvent>() {
                        standing.set(words(&event.detail()));
                    }
                })
            });
            move || drop(listener)
        }
    });

    // The browser has checked the form before it says `submit`, the element as well as the field.
    let onsubmit = {
        let (form, outcome) = (form.clone(), outcome.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(form) = form.cast::<HtmlFormElement>().filter(|_| *outcome != Outcome::Sending) else {
                return;
            };
            outcome.set(Outcome::Sending);
            let outcome = outcome.setter();
            spawn_local(async move {
                outcome.set(match send(&form).await {
                    Ok(received) => Outcome::Received(received),
                    Err(why) => Outcome::Failed(why),
                });
            });
        })
    };

    html! {
        <main>
            <h1>{ "教育局门户 · 年度自评上报" }</h1>
            <form ref={form} {onsubmit}>
                <label for="school">{ "学校名称" }</label>
                <input id="school" name="school" autocomplete="organization" required=true />

                <label for="assessment">{ "体育工作自评" }</label>
                <ziping-form ref={element} id="assessment" shadow="closed" name="assessment" entries="total grade"
                    rubric="ziping/rubrics/school-pe.json" lang="zh-CN" required=true />

                <footer>
                    <output for="assessment">{ &*standing }</output>
                    <button>{ if *outcome == Outcome::Sending { "正在提交……" } else { "提交" } }</button>
                </footer>
            </form>
            if let Outcome::Failed(why) = &*outcome {
                <p role="alert">{ "没有送达：" }{ why }{ "。填写的内容都还在，可以再次提交。" }</p>
            }
            if let Outcome::Received(body) = &*outcome {
                <section aria-label="回执">
                    <h2>{ "已收到" }</h2>
                    <dl>
                        <dt>{ "学校名称" }</dt><dd>{ body.get("school") }</dd>
                        <dt>{ "合计" }</dt><dd>{ body.get("assessment.total") }</dd>
                        <dt>{ "等级" }</dt><dd>{ body.get("assessment.grade") }</dd>
                    </dl>
                    <pre id="received">{ body.get("assessment") }</pre>
                </section>
            }
        </main>
    }
}

/// The outcome that the element reports, in words.
fn words(score: &JsValue) -> String {
    let get = |name: &str| Reflect::get(score, &name.into()).unwrap_or_default();
    let text = |name: &str| get(name).as_string().unwrap_or_default();
    let count = |name: &str| get(name).as_f64().unwrap_or_default();
    match (text("total"), text("maximum"), &*text("standing")) {
        (total, _, _) if total.is_empty() => "尚未评分".to_owned(),
        (total, maximum, "final") => format!("合计 {total} / {maximum}，等级 {}", text("gradeLabel")),
        (total, maximum, _) => {
            let (answered, criteria) = (count("answered"), count("criteria"));
            format!("暂计 {total} / {maximum}，已评 {answered} / {criteria} 项")
        }
    }
}

/// Posts the form and gives back what the server says that it got; else why not, in words.
async fn send(form: &HtmlFormElement) -> Result<UrlSearchParams, String> {
    let away = |_: JsValue| "连不上服务器".to_owned();
    let data = FormData::new_with_form(form).map_err(away)?;
    let body = UrlSearchParams::new_with_str_sequence_sequence(&data).map_err(away)?;
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&body);
    let window = window().ok_or("没有窗口")?;
    let answer = JsFuture::from(window.fetch_with_str_and_init("submit", &request)).await;
    let answer: Response = answer.map_err(away)?.unchecked_into();
    if !answer.ok() {
        return Err(format!("服务器答复 {}", answer.status()));
    }
    let text = JsFuture::from(answer.text().map_err(away)?).await.map_err(away)?;
    UrlSearchParams::new_with_str(&text.as_string().unwrap_or_default()).map_err(away)
}

fn main() {
    let place = window()
        .and_then(|window| window.document()?.get_element_by_id("portal"))
        .expect("the page has a place for the portal");
    yew::Renderer::<Portal>::with_root(place).render();
}
