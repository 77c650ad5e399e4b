//! The form: sections on the left, the rubric in the middle, the totals on the right; on a phone one below the other.

use super::chosen::{Chosen, Wanted};
use super::context::{Context, FormAction};
use super::drawn::drawn;
use super::filter::{FILTER, Filter};
use super::header::Header;
use super::hooks::{use_following, use_form_listeners, use_printing, use_uncovered_focus, use_visits, use_width};
use super::keys;
use super::ledger_filter::Shown;
use super::length::Length;
use super::live_input::LiveInput;
use super::narrative::Narrative;
use super::nav::Nav;
use super::print;
use super::profile::Profile;
use super::ptr_eq::PtrEq;
use super::rectification_order::order;
use super::search::Search;
use super::section::SectionChunk;
use super::skip::{self, skips};
use super::tabs::{self, Tab};
use super::totals::{Said, Sum, SumBar};
use crate::locale::{Locale, fill};
use crate::state::{Earlier, Effect, Msg, Printing, State};
use crate::view::renders;
use crate::web::Store;
use crate::web::breakpoints::Width;
use crate::web::lazy_render::LazyRender;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// The properties of the form.
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// The store that the form shows and that receives edits.
    pub store: Store,
    /// The width of the form's element at the first render.
    pub width: Width,
}

/// The form of a store; nothing while no rubric is open.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let store = props.store.clone();
    use_following(&store);
    use_form_listeners(&store);
    // Another record starts at the top of the form.
    let shown = use_mut_ref(|| None);
    use_effect_with((store.form_id(), store.clone()), move |(form_id, store)| {
        let was = shown.replace(form_id.clone());
        if was.is_some() && form_id.is_some() && !store.is_hosted() {
            store.run(Effect::ScrollToHead);
        }
    });
    // A new rubric is a new form, so no view state of the old one remains.
    let open = store.state().map(|state| {
        let key = Rc::as_ptr(&state.rubric) as usize;
        let locale = store.locale();
        let read_only = store.reads_only();
        let earlier = store.earlier().map(PtrEq);
        html! { <Filling {key} state={PtrEq(state)} {earlier} {locale} {read_only} store={store.clone()} width={props.width} /> }
    });
    html! { { for open } }
}

#[derive(Properties, PartialEq)]
struct FillingProps {
    state: PtrEq<State>,
    earlier: Option<PtrEq<Earlier>>,
    locale: Locale,
    read_only: bool,
    store: Store,
    width: Width,
}

/// The maximum number of criteria in a form that is laid out in full. Skipping the layout of parts that are out of sight saves nothing in a
/// smaller form.
const LAID_OUT: u32 = 100;

/// The form of one rubric.
#[component]
fn Filling(props: &FillingProps) -> Html {
    renders::count("form");
    let paper = use_state_eq(|| Paper::Form);
    let printing = use_printing({
        let paper = paper.clone();
        Callback::from(move |()| paper.set(Paper::Form))
    });
    let tab = use_state_eq(|| Tab::Fill);
    let chosen = use_state_eq(|| None::<PtrEq<Chosen>>);
    let width = use_width(&props.store, props.width);
    let criteria = props.state.rubric.root.count;
    let lazy = (*use_memo((), |()| Rc::new(LazyRender::new(criteria)))).clone();
    let live = PtrEq((*use_memo((), |()| Rc::new(LiveInput::new(props.store.clone())))).clone());
    let emit = use_callback((), {
        let store = props.store.clone();
        let live = live.clone();
        let (tab, paper, chosen) = (tab.setter(), paper.setter(), chosen.setter());
        // Going to a criterion shows the form tab without a filter.
        let show = move |set: Option<PtrEq<Chosen>>| {
            tab.set(Tab::Fill);
            chosen.set(set);
        };
        move |doing, ()| match doing {
            FormAction::Change(change) => store.send(Msg::Edit {
                change,
                is_typing: false,
            }),
            FormAction::Typing(change) => store.send(Msg::Edit {
                change,
                is_typing: true,
            }),
            FormAction::Write(field, text, change) => {
                let composing = change.is_none();
                if let Some(change) = change {
                    store.send(Msg::Edit {
                        change,
                        is_typing: true,
                    });
                }
                live.typed(field, text, composing);
            }
            FormAction::Settle => {
                live.left();
                store.send(Msg::Settle);
            }
            FormAction::Focus(id) => store.run(Effect::FocusControl(id)),
            FormAction::Visit(ordinal) => {
                show(None);
                store.run(Effect::FocusCriterion(ordinal));
            }
            FormAction::GoOn(ordinal) => store.run(Effect::FocusCriterion(ordinal)),
            FormAction::VisitSection(ordinal, before) => {
                show(None);
                live.go_on_from(before);
                store.run(Effect::FocusSection { ordinal, before });
            }
            FormAction::Show(place) => {
                if place.is_some() {
                    show(None);
                }
                store.run(Effect::ShowPlace(place));
            }
            FormAction::ShowUnit(name) => {
                let Some(state) = store.state() else { return };
                show(Some(Chosen::of(&state, store.locale().tag, Wanted::Unit(name))));
                store.run(Effect::FocusControl(FILTER.to_owned()));
            }
            FormAction::ShowKeys(is_shown) => store.run(Effect::ShowKeys(is_shown)),
            FormAction::Attach(criterion, files) => store.attach(criterion, &files),
            FormAction::Give(file) => store.run(Effect::DownloadAttachment(file)),
            FormAction::FillInAs(rater) => store.send(Msg::FillInAs(rater)),
            FormAction::Pass => store.run(Effect::FocusPast(skip::END)),
            FormAction::PrintOrder(shown) => {
                paper.set(Paper::Order(shown));
                store.run(Effect::Print);
            }
        }
    });
    use_effect_with((), {
        let (store, rubric, lazy) = (props.store.clone(), props.state.rubric.clone(), lazy.clone());
        move |()| {
            store.set_lazy(lazy);
            store.mark_rendered(&rubric);
        }
    });
    use_visits(&props.store, emit.reform(FormAction::Visit));
    use_uncovered_focus(&props.store);
    let large = (criteria > LAID_OUT).then_some("large");
    let context = Context {
        locale: props.locale,
        emit,
        lazy,
        live,
        rubric: PtrEq(props.state.rubric.clone()),
        facts: props.state.record.sheet.facts.clone(),
        rater: props.state.record.rater.clone(),
        draft: props.state.record.id.clone(),
        others: PtrEq(props.state.record.others.clone()),
        earlier: props.earlier.clone(),
        chosen: (*chosen).clone(),
        hosted: props.store.is_hosted(),
        read_only: props.read_only,
    };
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |set| chosen.set(set))
    };
    let go = {
        let tab = tab.clone();
        Callback::from(move |to| tab.set(to))
    };
    html! {
        <ContextProvider<Context> context={context.clone()}>
            <div class={classes!("form", width.classes(), large, context.hosted.then_some("hosted"))} part="form" lang={context.locale.tag}>
                { skips(&context, &props.state) }
                { body(&context, &props.state, *tab, &go, choose) }
                { keys::help(&context) }
                <Length store={props.store.clone()} />
                if printing != Printing::Not && *paper == Paper::Form {
                    <print::Sheets state={props.state.clone()} at_once={printing == Printing::Now || context.lazy.is_all_near()} />
                }
                if let (Paper::Order(shown), true) = (&*paper, printing != Printing::Not) {
                    { order(&context, &props.state, shown) }
                }
            </div>
        </ContextProvider<Context>>
    }
}

/// What is printed.
#[derive(Clone, PartialEq)]
enum Paper {
    /// The form.
    Form,
    /// The rectification order.
    Order(Shown),
}

fn body(
    form: &Context,
    state: &PtrEq<State>,
    tab: Tab,
    go: &Callback<Tab>,
    choose: Callback<Option<PtrEq<Chosen>>>,
) -> Html {
    let (rubric, record) = (&state.rubric, &state.record);
    let root = &record.sheet.root;
    let chunks = root.sections.chunks.iter().map(|chunk| {
        html! { <SectionChunk key={chunk.first} chunk={PtrEq(chunk.clone())} /> }
    });
    // Safari does not focus a button when it is clicked.
    let (focused, clicked) = (form.live.clone(), form.live.clone());
    let onfocusin = Callback::from(move |event: FocusEvent| focused.set_place(event.target_dyn_into()));
    let onclick = Callback::from(move |event: MouseEvent| clicked.set_place(event.target_dyn_into()));
    let left = form.live.clone();
    let onfocusout = Callback::from(move |event: FocusEvent| {
        left.set_focused(event.related_target().and_then(|next| next.dyn_into().ok()));
    });
    let fields = html! {
        <>
            <Profile
                rubric={PtrEq(rubric.clone())}
                profile={PtrEq(record.profile.clone())}
                roles={PtrEq(record.roles.clone())}
                period={AttrValue::from(record.period.clone())}
                date={AttrValue::from(record.date.clone())}
                claimed={record.claimed_total}
            />
            <div class="sections" {onfocusin} {onfocusout} {onclick}>{ for chunks }</div>
            <Narrative section={PtrEq(root.spec.clone())} text={AttrValue::from(root.narrative.clone())} />
        </>
    };
    let list = {
        let (go, emit) = (go.clone(), form.emit.clone());
        Callback::from(move |_: MouseEvent| {
            go.emit(Tab::Findings);
            emit.emit(FormAction::Focus("tab-findings".to_owned()));
        })
    };
    let findings = state.outcome.total.findings;
    html! {
        <div class="columns">
            <Said state={state.clone()} />
            <Nav state={state.clone()} />
            // A host page has a main element of its own.
            <@{if form.hosted { "div" } else { "main" }} class="paper" part="paper">
                <Header rubric={PtrEq(rubric.clone())} />
                { tabs::strip(form, state, tab, go) }
                { tabs::panel(form, state, tab) }
                <div role="tabpanel" id="panel-fill" aria-labelledby="tab-fill" hidden={tab != Tab::Fill}>
                { drawn::<Search>(()) }
                <Filter state={state.clone()} {choose} chosen={form.chosen.clone()} />
                if form.read_only {
                    <fieldset class="fixed" disabled=true>{ fields }</fieldset>
                } else {
                    { fields }
                }
                if findings > 0 {
                    <p class="findings-end"><button type="button" class="touch" onclick={list}>{ fill(form.messages().findings_list, &[("count", &findings.to_string())]) }</button></p>
                }
                </div>
            </@>
            <Sum state={state.clone()} />
            <SumBar state={state.clone()} />
            if form.hosted {
                <p class="only-heard" id={skip::END} tabindex="-1">{ form.messages().skip_end }</p>
            }
        </div>
    }
}
