//! The crate's elementary functions, for one number.

use darkside_lanes::Lanes;
use darkside_lanes::elementary;

pub(crate) fn exp(x: f32) -> f32 {
    elementary::exp(&Lanes::all(x))[0]
}

pub(crate) fn ln(x: f32) -> f32 {
    elementary::ln(&Lanes::all(x))[0]
}
