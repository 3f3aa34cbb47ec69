//! Who passed it on most: the top fifth of users by the copies that other managers took from them, against all users.

use super::cast::Cast;
use super::figures::{TOP, copies_made};
use super::lineage::Lineage;
use super::reach::{NUMBERS, number};
use super::rows::{Epidemic, SenderMean};
use super::subject::{Subject, Trait};
use darkside_stats::Running;

/// Compares the top fifth of users with all of them.
pub(super) fn compare(subject: Subject, line: &Lineage, cast: &Cast, epidemic: &mut Epidemic) {
    let Some(first) = line.first_week() else { return };
    let mut users: Vec<((u32, u32), u32)> = copies_made(line);
    users.retain(|((manager, _), _)| cast.seat(*manager).is_some());
    if users.iter().all(|(_, copies)| *copies == 0) {
        return;
    }
    let starts = starts(line);
    let homes: Vec<_> = line.first_seats().into_iter().filter_map(|seat| cast.seat(seat)).collect();
    let (mut offices, mut firms): (Vec<u32>, Vec<u32>) = homes.iter().map(|seat| (seat.office, seat.firm)).unzip();
    offices.sort_unstable();
    firms.sort_unstable();
    users.sort_by(|a, b| b.1.cmp(&a.1));
    let top = (TOP * users.len() as f64).ceil() as usize;
    let known = |list: &[u32], one: u32| f64::from(u8::from(list.binary_search(&one).is_ok()));
    let traits = NUMBERS.into_iter().chain([Trait::HomeOffice, Trait::HomeFirm, Trait::FirstUse]);
    for by in traits {
        let value = |(manager, person): (u32, u32)| match (by, cast.seat(manager)) {
            (_, None) => f64::NAN,
            (Trait::HomeOffice, Some(seat)) => known(&offices, seat.office),
            (Trait::HomeFirm, Some(seat)) => known(&firms, seat.firm),
            (Trait::FirstUse, _) => {
                let found = starts.binary_search_by_key(&(manager, person), |start| start.0);
                found.map_or(f64::NAN, |at| f64::from(starts[at].1 - first))
            }
            // Tenure and credibility are known of those who were there at week 0.
            (Trait::Tenure | Trait::Credibility, _) if person > 0 => f64::NAN,
            (_, Some(seat)) => number(by, cast, manager, seat),
        };
        let (mut of_top, mut of_all) = (Running::default(), Running::default());
        for (place, (user, _)) in users.iter().enumerate() {
            let value = value(*user);
            of_all.add(value);
            if place < top {
                of_top.add(value);
            }
        }
        if of_top.count() > 0 {
            epidemic.senders.push(SenderMean { subject, by, top: of_top.mean(), all: of_all.mean() });
        }
    }
}

/// The week of each person's first case, in order of the persons.
fn starts(line: &Lineage) -> Vec<((u32, u32), u32)> {
    let mut starts: Vec<_> = line.members.iter().map(|member| ((member.manager, member.person), member.week)).collect();
    starts.sort_unstable();
    starts.dedup_by_key(|start| start.0);
    starts
}
