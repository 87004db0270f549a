//! Start of the app in the browser. Everything else is in the library.

fn main() {
    matchbook::app::start();
}
