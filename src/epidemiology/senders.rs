//! Who passed it on most: the top fifth of users by the copies that other managers made from them, compared with all
//! users.

use super::cast::Cast;
use super::figures::TOP;
use super::lineage::Lineage;
use super::reach::Traits;
use super::rows::{Epidemic, SenderMean};
use super::subject::{Subject, Trait};
use super::users::User;
use darkside_stats::Running;

/// Compares the top fifth of a lineage's users, who are sorted by their copies, with all of them.
pub(super) fn compare(
    subject: Subject,
    line: &Lineage,
    users: &[User],
    (cast, known): (&Cast, &Traits),
    epidemic: &mut Epidemic,
) {
    let Some(start) = line.first_week() else { return };
    if users.iter().all(|user| user.copies == 0) {
        return;
    }
    let homes: Vec<_> = line.first_seats().into_iter().filter_map(|seat| cast.seat(seat)).collect();
    let (mut offices, mut firms): (Vec<u32>, Vec<u32>) = homes.iter().map(|seat| (seat.office, seat.firm)).unzip();
    offices.sort_unstable();
    firms.sort_unstable();
    let top = (TOP * users.len() as f64).ceil() as usize;
    let among = |list: &[u32], one: u32| f64::from(u8::from(list.binary_search(&one).is_ok()));
    let mut add = |by: Trait, value: &dyn Fn(&User) -> f64| {
        let (mut of_top, mut of_all) = (Running::default(), Running::default());
        for (place, user) in users.iter().enumerate().filter(|(_, user)| cast.seat(user.manager).is_some()) {
            let value = value(user);
            of_all.add(value);
            if place < top {
                of_top.add(value);
            }
        }
        if of_top.count() > 0 {
            epidemic.senders.push(SenderMean { subject, by, top: of_top.mean(), all: of_all.mean() });
        }
    };
    for numbers in &known.0 {
        // Tenure and credibility are only known for those who were there at week 0.
        let personal = matches!(numbers.by, Trait::Tenure | Trait::Credibility);
        let unknown = |user: &User| personal && !cast.sat_there(user.manager, user.person);
        add(numbers.by, &|user| if unknown(user) { f64::NAN } else { numbers.values[user.manager as usize] });
    }
    add(Trait::HomeOffice, &|user| cast.seat(user.manager).map_or(f64::NAN, |seat| among(&offices, seat.office)));
    add(Trait::HomeFirm, &|user| cast.seat(user.manager).map_or(f64::NAN, |seat| among(&firms, seat.firm)));
    // Users who only passed on what others had begun have no first case.
    let since = |user: &User| user.first.checked_sub(start).filter(|_| user.first != super::cast::NOBODY);
    add(Trait::FirstUse, &|user| since(user).map_or(f64::NAN, f64::from));
}
