//! The form: sections on the left, the rubric in the middle, the sum on the right; on a phone one below the other.

use super::context::{Context, Doing};
use super::header::Header;
use super::narrative::Narrative;
use super::nav::Nav;
use super::print::Print;
use super::profile::Profile;
use super::same::Same;
use super::section::SectionRun;
use super::sum::{Sum, SumBar};
use crate::state::State;
use crate::web::near::Nearness;
use crate::web::{Store, count, focus, page};
use assessment::rubric::Rubric;
use std::rc::Rc;
use yew::prelude::*;

/// The form of a store, and nothing while no rubric is open.
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// What it shows and where edits go.
    pub store: Store,
    /// The element's root, for finding controls.
    pub root: web_sys::ShadowRoot,
}

/// The form.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let store = props.store.clone();
    let refresh = use_force_update();
    use_effect_with(store.clone(), move |store| {
        let subscription = store.subscribe(Callback::from(move |()| refresh.force_update()));
        move || drop(subscription)
    });
    let printing = use_state(|| false);
    use_effect_with((), {
        let printing = printing.clone();
        move |()| {
            let listeners = page::on_print(Callback::from(move |now| printing.set(now)));
            move || drop(listeners)
        }
    });
    let Some(state) = store.state() else {
        return Html::default();
    };
    let near = use_near(&state.rubric);
    let emit = use_callback((near.clone(), props.root.clone()), {
        let store = store.clone();
        move |doing, (near, root)| match doing {
            Doing::Change(change) => store.edit(change, false),
            Doing::Typing(change) => store.edit(change, true),
            Doing::Settle => store.settle(),
            Doing::Visit(ordinal) => focus::criterion(root, near, ordinal),
            Doing::VisitSection(ordinal, before) => focus::section(root, near, ordinal, before),
        }
    });
    let context = Context {
        locale: store.locale(),
        emit,
        near,
    };
    html! {
        <ContextProvider<Context> context={context.clone()}>
            <div class="form" lang={context.locale.tag}>
                { body(&state) }
                if *printing {
                    <Print state={Same(state.clone())} />
                }
            </div>
        </ContextProvider<Context>>
    }
}

/// Nearness lasts as long as the rubric does.
#[hook]
fn use_near(rubric: &Rc<Rubric>) -> Rc<Nearness> {
    let key = Rc::as_ptr(rubric) as usize;
    let count = rubric.root.count;
    (*use_memo(key, |_| Rc::new(Nearness::new(count)))).clone()
}

fn body(state: &Rc<State>) -> Html {
    count("form");
    let (rubric, record) = (&state.rubric, &state.record);
    let root = &record.sheet.root;
    let runs = root.sections.runs.iter().map(|run| {
        html! { <SectionRun key={run.first} run={Same(run.clone())} /> }
    });
    html! {
        // A new rubric is a new form: nothing of the old one's view may linger.
        <div class="columns" key={Rc::as_ptr(rubric) as usize}>
            <Nav state={Same(state.clone())} />
            <main class="paper">
                <Header rubric={Same(rubric.clone())} />
                <Profile
                    rubric={Same(rubric.clone())}
                    profile={Same(record.profile.clone())}
                    roles={Same(record.roles.clone())}
                    period={AttrValue::from(record.period.clone())}
                    date={AttrValue::from(record.date.clone())}
                />
                <div class="sections">{ for runs }</div>
                <Narrative section={Same(root.spec.clone())} text={AttrValue::from(root.narrative.clone())} />
            </main>
            <Sum state={Same(state.clone())} />
            <SumBar state={Same(state.clone())} />
        </div>
    }
}
