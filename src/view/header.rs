//! The title of the rubric, its basis, and instructions for filling in the form.

use super::context::use_form;
use super::drawn::drawn;
use super::figure::Figure as _;
use super::long::{Long, LongProps};
use super::ptr_eq::PtrEq;
use super::texts::foreign;
use crate::locale::fill;
use assessment::points::Decimal;
use assessment::rubric::{Rubric, Status};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct HeaderProps {
    pub(super) rubric: PtrEq<Rubric>,
}

#[component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let form = use_form();
    let (m, rubric) = (form.messages(), &*props.rubric);
    let (count, full) = (rubric.root.count.to_string(), rubric.root.full.figure());
    // Includes the criteria of bonus and penalty sections, which are scored too.
    let scored = rubric.scored();
    let unscored = (rubric.root.count - scored).to_string();
    let items = if scored == 0 || scored == rubric.root.count {
        fill(m.items, &[("count", &count)])
    } else {
        fill(
            m.items_of_both,
            &[("scored", &scored.to_string()), ("unscored", &unscored)],
        )
    };
    let facts = [
        fill(m.version, &[("version", &rubric.version)]),
        items,
        if rubric.root.full > Decimal::ZERO {
            fill(m.full_marks_are, &[("points", &full)])
        } else {
            m.unscored.to_owned()
        },
    ];
    let basis = {
        let (form, rubric) = (form.clone(), props.rubric.clone());
        Callback::from(move |i: usize| {
            let basis = rubric.basis.get(i).map(|basis| {
                html! {
                    <li key={i}>{ form.text(&basis.title) }
                        if let Some(number) = &basis.number {
                            <span class="number">{ foreign(number.clone()) }</span>
                        }
                    </li>
                }
            });
            basis.unwrap_or_default()
        })
    };
    html! {
        <header class="title" part="title">
            <@{form.heading(1)} id="title" tabindex="-1">{ form.text(&rubric.title) }</@>
            <p class="facts">{ facts.join(m.dot) }</p>
            if form.read_only {
                <p class="status">{ m.fixed }</p>
            }
            if rubric.status != Status::Final {
                <p class="status">{ if rubric.status == Status::Sample { m.sample } else { m.draft } }</p>
            }
            if let Some(summary) = &rubric.summary {
                <p class="summary">{ form.text(summary) }</p>
            }
            if rubric.instructions.is_some() || !rubric.basis.is_empty() {
                <details class="about">
                    <summary>{ m.about }</summary>
                    if let Some(instructions) = &rubric.instructions {
                        <p class="lines">{ form.text(instructions) }</p>
                    }
                    if !rubric.basis.is_empty() {
                        <@{form.heading(2)} class="about-basis">{ m.basis }</@>
                        { drawn::<Long>(LongProps::new(m, rubric.basis.len(), basis)) }
                    }
                </details>
            }
        </header>
    }
}
