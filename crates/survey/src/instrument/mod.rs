//! The instruments, one file each: what is asked, and how the answer differs from the truth.

pub(crate) mod covariate;
pub(crate) mod dark_side;
pub(crate) mod network;
pub(crate) mod performance;
pub(crate) mod practice;
pub(crate) mod response;
