//! Starts the maker: the page "Make a form".

fn main() {
    ziping::start_maker();
}
