//! Which ties carried a practice from office to office and from firm to firm.

use super::cast::Cast;
use super::figures::Writer;
use super::lineage::Lineage;
use super::rows::{Bridge, Epidemic};
use super::subject::{Figure, Subject, Unit};
use darkside_engine::record::Adoption;

/// Finds the copies that brought a practice to offices where nobody had used it.
pub(super) fn find<'l>(
    practice: usize,
    ledger: impl Iterator<Item = &'l Adoption> + Clone,
    adoptions: &Lineage,
    cast: &Cast,
    epidemic: &mut Epidemic,
) {
    let mut reached = vec![false; cast.offices as usize];
    let mut arrive = |manager: u32| {
        let office = cast.seat(manager).and_then(|seat| reached.get_mut(seat.office as usize));
        office.is_some_and(|office| !std::mem::replace(office, true))
    };
    // The relationships of week 0 come first, and have no rows in the ledger.
    for member in adoptions.members.iter().take_while(|member| member.week == 0) {
        arrive(member.manager);
    }
    let before = epidemic.bridges.len();
    for adoption in ledger.clone() {
        if !arrive(adoption.target.manager) {
            continue;
        }
        let Some(source) = adoption.source else { continue };
        let target = adoption.target.manager;
        let (Some(from), Some(to)) = (cast.seat(source.manager), cast.seat(target)) else { continue };
        if from.office != to.office {
            epidemic.bridges.push(Bridge {
                week: adoption.week,
                practice: practice as u8,
                mechanism: adoption.mechanism,
                source: source.manager,
                target,
                from_office: from.office,
                to_office: to.office,
                between_firms: from.firm != to.firm,
                tied_at_start: cast.observers(source.manager).contains(&target),
                copies: 0,
            });
        }
    }
    let bridges = &mut epidemic.bridges[before..];
    // Each target bridges only to its own office, and each office is reached once, so a target has one bridge.
    let mut by_target: Vec<(u32, usize)> = bridges.iter().map(|bridge| bridge.target).zip(0..).collect();
    by_target.sort_unstable();
    for adoption in ledger {
        if let Ok(found) = by_target.binary_search_by_key(&adoption.target.manager, |bridge| bridge.0) {
            let bridge = &mut bridges[by_target[found].1];
            bridge.copies += u32::from(adoption.source.map(|source| source.manager) == Some(bridge.source));
        }
    }
    let share = reached.iter().filter(|reached| **reached).count() as f64 / f64::from(cast.offices);
    if !adoptions.members.is_empty() {
        Writer::new(epidemic, Subject::new(Unit::Adoption, practice)).add(Figure::Offices, share);
    }
}
