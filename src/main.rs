//! Starts the page of our own.

fn main() {
    ziping::web::start_page();
}
