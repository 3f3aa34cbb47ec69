//! Step 6. The programme: each firm writes the practices of its most successful managers into its code (S0).

use std::thread;

use crate::parameter::decimal;
use crate::population::{FirmState, World};
use crate::week::tally::Tally;
use crate::week::warnings::informed;
use darkside_draws::Purpose;
use darkside_lanes::{LANES, Lanes};

/// Writes new codes at the end of a week in which a campaign is due: the first, and every `every` weeks after it. Works on
/// `threads` threads.
pub(crate) fn renew(world: &mut World, week: u32, threads: usize) {
    // Weeks before 0 wrap.
    let since = |every: u32| (i64::from(week as i32) - 1).rem_euclid(i64::from(every));
    let begins = |&position: &usize| since(world.firms[position].parameters.programme.every) == 0;
    let due: Vec<usize> = (0..world.firms.len()).filter(begins).collect();
    let codes = codes(world, &due, week, threads);
    for (position, code) in due.into_iter().zip(codes) {
        let warnings = listed_warnings(world, position);
        let firm = &mut world.firms[position];
        (firm.code, firm.warnings) = (code, warnings);
        firm.campaign_ends = week.wrapping_add(firm.parameters.programme.lasts);
    }
}

/// The practices of which enough of a firm's managers can warn.
fn listed_warnings(world: &World, position: usize) -> u32 {
    let firm = &world.firms[position];
    let programme = &firm.parameters.programme;
    if programme.warn == 0.0 {
        return 0;
    }
    let informed: Vec<u32> = firm.seats.clone().map(|seat| informed(world, seat)).collect();
    let enough = decimal(programme.warn_from) * informed.len() as f64;
    let count = |practice: usize| informed.iter().filter(|&&informed| informed >> practice & 1 != 0).count();
    let listed = |&practice: &usize| count(practice) > 0 && count(practice) as f64 >= enough;
    (0..world.repertoire.count).filter(listed).fold(0, |list, practice| list | 1 << practice)
}

/// The codes of these firms.
fn codes(world: &World, firms: &[usize], week: u32, threads: usize) -> Vec<u32> {
    let of = |firms: &[usize]| -> Vec<u32> { firms.iter().map(|&position| code(world, position, week)).collect() };
    if threads < 2 || firms.is_empty() {
        return of(firms);
    }
    thread::scope(|scope| {
        let looking: Vec<_> = firms.chunks(firms.len().div_ceil(threads)).map(|own| scope.spawn(|| of(own))).collect();
        // A thread that panicked has said why; the scope passes it on.
        looking.into_iter().flat_map(|own| own.join().unwrap_or_default()).collect()
    })
}

/// The practices that the firm's top managers use more than the rest: up to `size` of them, those screened out
/// taken away.
fn code(world: &World, position: usize, week: u32) -> u32 {
    let firm = &world.firms[position];
    let programme = &firm.parameters.programme;
    let top = top_managers(world, firm, programme.top);
    let count = world.repertoire.count;
    let (top_share, rest_share) = shares(world, firm, &top);
    let mut ranked: Vec<usize> = (0..count).filter(|&p| top_share[p] > rest_share[p]).collect();
    // Stable: the first practice of the catalogue on a tie.
    ranked.sort_by(|&a, &b| (top_share[b] - rest_share[b]).total_cmp(&(top_share[a] - rest_share[a])));
    ranked.truncate(programme.size as usize);
    let screened = |practice: usize| {
        let mut subject = world.draws_about[practice].subject(Purpose::Screening, week, 0, position as u32);
        world.practices[practice].total_load() > programme.dark_load && subject.happens(programme.filter)
    };
    ranked.into_iter().filter(|&practice| !screened(practice)).fold(0, |code, practice| code | 1 << practice)
}

/// Whether each of the firm's managers is in its top share by success, rounded down, at least one; the first seat
/// on a tie.
fn top_managers(world: &World, firm: &FirmState, share: f32) -> Vec<bool> {
    let success = &world.published.success[firm.seats.start as usize..firm.seats.end as usize];
    let count = (success.len() as f64 * decimal(share)).floor() as usize;
    let count = if count > 1 { count } else { 1 };
    let mut order: Vec<usize> = (0..success.len()).collect();
    if count < order.len() {
        order.select_nth_unstable_by(count, |&a, &b| success[b].total_cmp(&success[a]).then(a.cmp(&b)));
    }
    let mut top = vec![false; success.len()];
    order[..count].iter().for_each(|&manager| top[manager] = true);
    top
}

/// Shares of the top managers' relationships, and of the rest's, that use each practice; 0 where there are none.
fn shares(world: &World, firm: &FirmState, top: &[bool]) -> (Vec<f64>, Vec<f64>) {
    let mut users = [Tally::default(), Tally::default()];
    let mut relationships = [0u32; 2];
    let seats = firm.seats.start..firm.seats.end;
    let blocks = world.locate(seats.start).0..=world.locate(seats.end - 1).0;
    for (block, managers) in world.blocks[blocks.clone()].iter().zip(&world.managers[blocks]) {
        let mut members = [Lanes::default(); 2];
        for lane in 0..block.count {
            let seat = block.first_seat + lane as u32;
            if seats.contains(&seat) {
                let group = usize::from(!top[(seat - seats.start) as usize]);
                members[group][lane] = u32::MAX;
                relationships[group] += managers.portfolio[lane];
            }
        }
        for shown in &world.shown[block.rows.clone()] {
            for (users, members) in users.iter_mut().zip(&members) {
                let mut practices = shown.in_use();
                for lane in 0..LANES {
                    practices[lane] &= members[lane];
                }
                users.add(&practices);
            }
        }
    }
    let [top, rest] = [0, 1].map(|group| {
        let of = f64::from(if relationships[group] > 0 { relationships[group] } else { 1 });
        users[group].counts()[..world.repertoire.count].iter().map(|&users| users as f64 / of).collect()
    });
    (top, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::generate;
    use crate::scenario::{Request, load};

    #[test]
    fn among_equals_the_first_seats_are_at_the_top() {
        let set = ["population.managers=12".to_owned(), "population.firms=1".to_owned()];
        let mut world = generate(&load(&Request { set: &set, ..Request::of("baseline") }).unwrap(), 1);
        world.published.success = [1.0, 2.0, 1.0, 3.0, 2.0, 2.0, 0.0, 2.0, 1.0, 2.0, 0.0, 0.0].into();
        let top = |share| {
            let top = top_managers(&world, &world.firms[0], share);
            top.iter().zip(0..).filter(|(top, _)| **top).map(|(_, manager)| manager).collect::<Vec<i32>>()
        };
        assert_eq!(top(0.25), [1, 3, 4]);
        assert_eq!(top(0.5), [1, 3, 4, 5, 7, 9]);
        assert_eq!((top(0.01), top(1.0).len()), (vec![3], 12));
    }
}
