//! Starts the program in the page that loaded it.

fn main() {
    ziping::web::start();
}
