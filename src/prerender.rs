//! Draws the page's first view natively, in every language, for the rubric files named as arguments: what a person sees before the program
//! has started. Prints a template for each language, which contains the page around the form and the form. Used by `cargo xtask build`.

use futures::executor::block_on;
use std::error::Error;
use std::rc::Rc;
use yew::LocalServerRenderer;
use ziping::locale::Locale;
use ziping::view::form::{Form, FormProps};
use ziping::view::shell::{Shell, ShellProps};
use ziping::web::Store;
use ziping::web::breakpoints::Width;

fn main() -> Result<(), Box<dyn Error>> {
    let sources = std::env::args()
        .skip(1)
        .map(|file| std::fs::read_to_string(file).map(Rc::from));
    let sources = sources.collect::<Result<Vec<Rc<str>>, _>>()?;
    for locale in Locale::ALL {
        let store = Store::first_view(sources.clone(), *locale);
        let shell = LocalServerRenderer::<Shell>::with_props(ShellProps { store: store.clone() });
        let form = LocalServerRenderer::<Form>::with_props(FormProps {
            store,
            width: Width::at(0),
        });
        // In a browser Yew sets the value of a field as a property: the page's own copies have no attribute either.
        let drawn = |html: String| html.replace("<input value=\"\" ", "<input ");
        let shell = drawn(block_on(shell.hydratable(false).render()));
        let form = drawn(block_on(form.hydratable(false).render()));
        println!(
            "<template lang=\"{}\"><div>{shell}</div><div>{form}</div></template>",
            locale.tag
        );
    }
    Ok(())
}
