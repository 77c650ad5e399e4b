//! Starts the page of our own.

fn main() {
    ziping::start_page();
}
