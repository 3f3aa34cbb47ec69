//! A firm's own parameters and state.

use std::ops::Range;

use crate::parameter::Parameters;
use crate::scenario::{Firm, Lever};

/// A firm during a run.
#[derive(Clone, Debug)]
pub struct FirmState {
    /// Its name.
    pub name: String,
    /// Its parameters, as interventions have left them.
    pub parameters: Parameters,
    /// Seats of its managers.
    pub seats: Range<u32>,
    /// Practices that its programme spreads.
    pub code: u32,
    /// Practices that its campaigns warn of.
    pub warnings: u32,
    /// Last week in which the present campaign works; weeks before 0 wrap.
    pub campaign_ends: u32,
    /// Whether its environment is shocked this week.
    pub shocked: bool,
    /// Relationships that were trained this week.
    pub trained: u32,
    /// Whether a campaign ran this week, at whose end the next may have been written.
    pub campaigned: bool,
    /// Mean of its managers' success, as published.
    pub mean_success: f64,
    /// Standard deviation of it.
    pub deviation: f64,
    /// Whether credibility is capped at 1.
    pub celebrity_stopped: bool,
    /// Factor of tie weights inside: ½ + teamwork.
    pub inside_factor: f32,
    /// Factor of tie weights to other firms: 1 + social media.
    pub outside_factor: f32,
    /// What resources and skill add to absorptive capacity: .4 (K − ½).
    pub skill: f32,
}

impl FirmState {
    pub(super) fn new(firm: &Firm, seats: Range<u32>) -> Self {
        let levers = &firm.levers;
        Self {
            name: firm.name.clone(),
            parameters: firm.parameters,
            seats,
            code: 0,
            warnings: 0,
            campaign_ends: 0,
            shocked: false,
            trained: 0,
            campaigned: false,
            mean_success: 0.0,
            deviation: 1.0,
            celebrity_stopped: false,
            inside_factor: levers.get(Lever::Teamwork).map_or(1.0, |teamwork| 0.5 + teamwork),
            outside_factor: levers.get(Lever::SocialMedia).map_or(1.0, |social_media| 1.0 + social_media),
            skill: levers.get(Lever::Resources).map_or(0.0, |resources| 0.4 * (resources - 0.5)),
        }
    }

    /// Whether a campaign works in this week.
    pub fn campaigning(&self, week: u32) -> bool {
        self.code != 0 && self.campaigning_in(week)
    }

    /// Whether a campaign is running, whatever is in its code. Before the first there is none.
    pub fn campaigning_in(&self, week: u32) -> bool {
        (week as i32) <= self.campaign_ends as i32
    }
}
