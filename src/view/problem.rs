//! A problem in the reader's language, with its position.

use super::texts::foreign;
use crate::foreign::direction;
use crate::locale::{Locale, fill};
use assessment::problem::Problem;
use yew::prelude::*;

/// Renders one problem as a list item.
pub(super) fn problem(locale: Locale, problem: &Problem) -> Html {
    let m = locale.messages;
    let (line, column) = (problem.line.to_string(), problem.column.to_string());
    html! {
        <li class="problem">
            if problem.line > 0 {
                <span class="problem-place">{ fill(m.problem_place, &[("line", &line), ("column", &column)]) }</span>
            }
            if !problem.path.is_empty() {
                <code>{ foreign(problem.path.clone()) }</code>
            }
            <span class="problem-text">{ foreign(direction::plain(&problem.fill((m.problem)(problem.code))).into_owned()) }</span>
        </li>
    }
}
