//! Filters the criteria: by unit, by method, unanswered ones, or ones with findings.

use super::chosen::Chosen;
use super::context::use_form;
use super::ptr_eq::PtrEq;
use crate::state::State;
use assessment::score::{CriterionSheet, SectionSheet};
use assessment::text::Text;
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What the filter selects.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    Unanswered,
    Findings,
    Unit(Rc<str>),
    Method(Rc<str>),
}

impl Wanted {
    fn holds(&self, sheet: &CriterionSheet, tag: &str) -> bool {
        let names = |texts: &[Text], name: &str| texts.iter().any(|text| *text.wording(tag) == *name);
        match self {
            Self::Unanswered => sheet.tally.items > 0 && sheet.tally.answered == 0,
            Self::Findings => sheet.tally.findings > 0,
            Self::Unit(name) => names(&sheet.spec.units, name),
            Self::Method(name) => names(&sheet.spec.methods, name),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FilterProps {
    pub(super) state: PtrEq<State>,
    pub(super) choose: Callback<Option<PtrEq<Chosen>>>,
    /// Whether a filter is active.
    pub(super) filtered: bool,
}

/// The filter. The selection is computed when another option is chosen, not after every answer.
#[component]
pub(super) fn Filter(props: &FilterProps) -> Html {
    let form = use_form();
    let m = form.messages();
    let tag = form.locale.tag;
    let rubric = &props.state.rubric;
    let names = use_memo((PtrEq(rubric.clone()), tag), |(rubric, tag)| {
        let mut names = (BTreeSet::new(), BTreeSet::new());
        rubric.walk(&mut |part| {
            if let assessment::rubric::Part::Criterion(criterion) = part {
                names.0.extend(criterion.units.iter().map(|unit| unit.wording(tag)));
                names
                    .1
                    .extend(criterion.methods.iter().map(|method| method.wording(tag)));
            }
        });
        names
    });
    let mut options = vec![
        (None, m.filter_all.to_owned()),
        (Some(Wanted::Unanswered), m.filter_unanswered.to_owned()),
        (Some(Wanted::Findings), m.filter_findings.to_owned()),
    ];
    let named = |word: &str, name: &Rc<str>| format!("{word}{}{name}", m.colon);
    options.extend(
        names
            .0
            .iter()
            .map(|name| (Some(Wanted::Unit(name.clone())), named(m.unit, name))),
    );
    options.extend(
        names
            .1
            .iter()
            .map(|name| (Some(Wanted::Method(name.clone())), named(m.method, name))),
    );
    let now = use_state(|| None::<Wanted>);
    let shown = if props.filtered { (*now).clone() } else { None };
    let all: Vec<_> = options.iter().map(|(wanted, _)| wanted.clone()).collect();
    let onchange = {
        let (now, state, choose) = (now.clone(), props.state.clone(), props.choose.clone());
        Callback::from(move |event: Event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let wanted = usize::try_from(index)
                .ok()
                .and_then(|index| all.get(index).cloned())
                .flatten();
            choose.emit(wanted.as_ref().map(|wanted| {
                let mut found = BTreeSet::new();
                gather(&state.record.sheet.root, &|sheet| wanted.holds(sheet, tag), &mut found);
                PtrEq(Rc::new(Chosen(found)))
            }));
            now.set(wanted);
        })
    };
    html! {
        <div class="field filter">
            <label for="filter">{ m.filter }</label>
            <select id="filter" autocomplete="off" {onchange}>
                { for options.into_iter().map(|(wanted, name)| html! { <option selected={wanted == shown}>{ name }</option> }) }
            </select>
        </div>
    }
}

fn gather(section: &SectionSheet, holds: &dyn Fn(&CriterionSheet) -> bool, found: &mut BTreeSet<u32>) {
    let own = section.criteria.iter().filter(|sheet| holds(sheet));
    found.extend(own.map(|sheet| sheet.spec.ordinal));
    section.sections.iter().for_each(|inner| gather(inner, holds, found));
}
