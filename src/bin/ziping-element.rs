//! Starts the forms of elements in a host page.

fn main() {
    ziping::start_elements();
}
