//! Starts the forms of elements in a page of somebody else's.

fn main() {
    ziping::start_elements();
}
