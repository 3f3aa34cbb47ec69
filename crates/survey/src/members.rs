//! Who is in the panel at each wave.

use crate::asking::Asking;
use crate::{Person, Truth};
use darkside_draws::Purpose;

/// The sampled seats, in order, each with who was in the panel there at the last wave.
pub(crate) struct Members(Vec<(u32, Option<Invited>)>);

/// Somebody in the panel at one wave.
#[derive(Clone, Copy)]
pub(crate) struct Invited {
    pub(crate) person: Person,
    pub(crate) is_new: bool,
    pub(crate) dropped_out: bool,
}

impl Members {
    /// Nobody yet, for these sampled seats.
    pub(crate) fn of(seats: Vec<u32>) -> Self {
        Self(seats.into_iter().map(|seat| (seat, None)).collect())
    }

    /// Who is in the panel now: those who stayed, and who took their seats in between.
    pub(crate) fn at(&mut self, truth: &Truth, asking: &Asking<'_>) -> Vec<Invited> {
        let drop_out = asking.survey.drop_out;
        let mut invited = Vec::with_capacity(self.0.len());
        for (seat, member) in &mut self.0 {
            let person = truth.managers[*seat as usize].person;
            let one = match member {
                Some(member) if member.person == person => {
                    let mut drops = asking.subject(Purpose::SurveyDropOut, "", person);
                    let dropped_out = member.dropped_out || (drop_out > 0.0 && drops.happens(drop_out));
                    Invited { person, is_new: false, dropped_out }
                }
                // The seat leaves the panel together with the person with whom it was sampled.
                Some(_) if !asking.survey.replace => continue,
                _ => Invited { person, is_new: true, dropped_out: false },
            };
            *member = Some(one);
            invited.push(one);
        }
        invited
    }
}
