//! Who is in the panel at each wave.

use crate::asking::Asking;
use crate::{Person, Truth};
use darkside_draws::Purpose;

/// The panel's members, by sampled seat.
pub(crate) struct Members {
    /// Sampled seats, in order.
    seats: Vec<u32>,
    members: Vec<Option<Member>>,
}

#[derive(Clone, Copy)]
struct Member {
    person: Person,
    dropped_out: bool,
}

/// Somebody in the panel at one wave.
pub(crate) struct Invited {
    pub(crate) person: Person,
    pub(crate) is_new: bool,
    pub(crate) dropped_out: bool,
}

impl Members {
    /// Nobody yet, for these sampled seats.
    pub(crate) fn of(seats: Vec<u32>) -> Self {
        let members = vec![None; seats.len()];
        Self { seats, members }
    }

    /// Who is in the panel now: those who stayed, and who took their seats in between.
    pub(crate) fn at(&mut self, truth: &Truth, asking: &Asking<'_>) -> Vec<Invited> {
        let drop_out = asking.survey.drop_out;
        let mut invited = Vec::with_capacity(self.seats.len());
        for (seat, member) in self.seats.iter().zip(&mut self.members) {
            let person = truth.managers[*seat as usize].person;
            let is_new = match member {
                Some(member) if member.person == person => {
                    let mut drops = asking.subject(Purpose::SurveyDropOut, "", person);
                    member.dropped_out |= drop_out > 0.0 && drops.happens(drop_out);
                    false
                }
                // The seat leaves the panel together with the person with whom it was sampled.
                Some(_) if !asking.survey.replace => continue,
                _ => {
                    *member = Some(Member { person, dropped_out: false });
                    true
                }
            };
            let dropped_out = member.is_some_and(|member| member.dropped_out);
            invited.push(Invited { person, is_new, dropped_out });
        }
        invited
    }
}
