//! Starts the forms of elements in a page of somebody else's.

fn main() {
    ziping::web::start_elements();
}
