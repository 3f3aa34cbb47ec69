//! What managers see of each other, and what only the record sees.

use bytemuck::Zeroable;

use super::{Profiles, Shown};
use darkside_lanes::LANES;

/// What managers see of each other, by seat, as of the end of last week.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// Practices in use and known, credibility, beliefs.
    pub profiles: Profiles,
    /// Success: portfolio mean of what managers are judged by.
    pub success: Vec<f32>,
    /// Relationships that use each practice.
    pub users: Vec<u64>,
    /// Those of them whose flag for the practice's largest load is off.
    pub latent_users: Vec<u64>,
}

impl Published {
    /// Before anything has been published.
    pub(super) fn new(seats: usize, practices: usize) -> Self {
        let profiles = Profiles::new(seats, practices);
        Self { profiles, success: vec![0.0; seats], users: vec![0; practices], latent_users: vec![0; practices] }
    }
}

/// What is noted of portfolios when they are looked at, at the end of each week: nobody but the record reads it.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Phase and alignment of each relationship, by row: phase in the lowest two bits.
    pub kinds: Vec<[u8; LANES]>,
    /// For each seat, what is flagged of the portfolio.
    pub flagged: Vec<Shares>,
}

/// The share of a portfolio that carries each effect's flag; padded to eight, and within one cache line.
#[derive(Clone, Copy, Debug, Default, Zeroable)]
#[repr(C, align(32))]
pub struct Shares(pub [f32; 8]);

/// What managers saw of each other at the end of last week, while this week's is in the making.
#[derive(Clone, Debug, Default)]
pub struct LastWeek {
    /// Practices in use and known, credibility, beliefs.
    pub profiles: Profiles,
    /// What is seen of relationships, by row.
    pub shown: Vec<Shown>,
}
