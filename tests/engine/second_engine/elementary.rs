//! The crate's elementary functions, for one number.

use darkside::internals::elementary;
use darkside::internals::lanes::Lanes;

pub(super) fn exp(x: f32) -> f32 {
    elementary::exp(&Lanes::all(x))[0]
}

pub(super) fn ln(x: f32) -> f32 {
    elementary::ln(&Lanes::all(x))[0]
}
