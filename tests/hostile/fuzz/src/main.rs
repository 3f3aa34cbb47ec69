//! One kind of input under libFuzzer, which is guided by coverage. docs/verification.md says how to build and run it.
//!
//! `HOSTILE_KIND` names the kind. With `HOSTILE_ORIGINAL` the file of an undisturbed run is written there, to begin from.
#![no_main]

#[path = "../../reading.rs"]
mod reading;

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;

use reading::{Kind, Reader};

thread_local! {
    static READER: RefCell<(Kind, Reader)> = RefCell::new(begin());
}

fn begin() -> (Kind, Reader) {
    let name = std::env::var("HOSTILE_KIND").unwrap_or_default();
    let names = || Kind::all().iter().map(Kind::name).collect::<Vec<_>>().join(", ");
    let kind = Kind::all().into_iter().find(|kind| kind.name() == name);
    let kind = kind.unwrap_or_else(|| panic!("HOSTILE_KIND is one of {}", names()));
    let reader = Reader::new();
    if let (Ok(path), Some(original)) = (std::env::var("HOSTILE_ORIGINAL"), reader.original(&kind)) {
        std::fs::write(path, original).expect("room for the original");
    }
    (kind, reader)
}

fuzz_target!(|bytes: &[u8]| {
    READER.with_borrow_mut(|(kind, reader)| {
        reader.read(kind, bytes);
    });
});
