//! The six dark-side effects: the breeding ground ψ of each, and what it does.
//!
//! To add an effect: a file here with its breeding ground, a line in [`breeding_grounds`], its name in
//! [`crate::practice::Effect`], its harm in `dark_side.harm`.

mod cognitive_bias;
mod conflict;
mod embeddedness;
pub(crate) mod ground;
mod lock_in;
mod opportunism;
mod rising_expectations;

pub(crate) use cognitive_bias::sight;
pub(crate) use embeddedness::hold;
pub(crate) use lock_in::{attention_share, crowding};
pub(crate) use rising_expectations::target;

use self::ground::Ground;
use crate::parameter::DarkSide;

/// ψ of each effect, in the order of `Effect::ALL`.
#[inline(always)]
pub(crate) fn breeding_grounds(dark_side: &DarkSide, ground: &Ground) -> [f32; 6] {
    [
        opportunism::breeding_ground(dark_side, ground),
        conflict::breeding_ground(ground),
        lock_in::breeding_ground(ground),
        rising_expectations::breeding_ground(ground),
        cognitive_bias::breeding_ground(dark_side, ground),
        embeddedness::breeding_ground(ground),
    ]
}
