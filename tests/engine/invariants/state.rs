//! Ranges of the state, sizes of portfolios, and identities.

use std::collections::BTreeSet;

use super::*;
use darkside::internals::population::{Row, Shown};

#[track_caller]
fn share(name: &str, value: f32) {
    assert!((0.0..=1.0).contains(&value), "{name} is {value}");
}

pub(super) fn in_range(week: &Week) {
    let world = week.after;
    for (b, block) in world.blocks.iter().enumerate() {
        let managers = &world.managers[b];
        let parameters = &world.firms[block.firm].parameters;
        for lane in 0..block.count {
            share("absorptive capacity", managers.absorptive[lane]);
            share("scruples", managers.scruples[lane]);
            assert!(managers.learning[lane] >= 0.0 && managers.tenure[lane] >= 0.0);
            assert_eq!(managers.portfolio[lane], week.before.managers[b].portfolio[lane], "a portfolio's size changed");
            let seat = block.first_seat + lane as u32;
            let profile = world.profile(seat);
            let known = profile.known();
            assert_eq!(managers.carried[lane] & !known, 0, "carried, but not known");
            assert_eq!(profile.uses() & !known, 0, "in use, but not known");
            let in_use = world.shown[block.rows.clone()].iter().fold(0, |used, shown| used | shown.practices[lane]);
            assert_eq!(profile.uses(), in_use, "published as in use");
            assert_eq!(managers.contacts[lane] as usize, world.contacts(seat).count(), "contacts of manager {seat}");
            let most = 4.0 * (1.0 + parameters.enablers.seniority);
            let relative = parameters.enablers.relative_credibility;
            // The mean of a firm is at least ¼.
            let (least, most) = if relative { (0.25 / most, 4.0 * most) } else { (0.25, most) };
            let rounding = 1e-6;
            let allowed = least * (1.0 - rounding)..=most * (1.0 + rounding);
            assert!(allowed.contains(&profile.credibility()), "week {}", week.number);
            for slot in 0..managers.portfolio[lane] as usize {
                let row = block.rows.start + slot;
                relationship(week, block.firm, (&world.rows[row], &world.shown[row]), lane);
            }
        }
        for slot in 0..block.rows.len() {
            for lane in (0..16).filter(|&lane| slot as u32 >= managers.portfolio[lane]) {
                assert_eq!(world.shown[block.rows.start + slot].practices[lane], 0, "practices in an empty place");
            }
        }
    }
    for (seat, row, contact) in (0..world.seats()).flat_map(|seat| world.contacts(seat).map(move |(r, c)| (seat, r, c)))
    {
        let (_, lane) = world.locate(seat);
        let tie = &world.ties[row];
        let inside = world.firm_of(seat).seats.contains(&contact);
        assert!(contact != seat && contact < world.seats(), "manager {seat} looks at {contact}");
        assert_eq!(tie.inside(lane), inside, "a tie changed its side");
        assert!(tie.weight[lane] >= 0.0);
    }
    assert!(world.efficacy.iter().all(|&efficacy| efficacy > 0.0 && efficacy <= 1.0));
    for (p, &users) in world.published.users.iter().enumerate() {
        assert!(world.published.latent_users[p] <= users && users <= world.relationships);
    }
}

fn relationship(week: &Week, firm: usize, (row, shown): (&Row, &Shown), lane: usize) {
    let dark_side = &week.after.firms[firm].parameters.dark_side;
    for (name, column) in [
        ("closeness", &row.closeness),
        ("supplier's investment", &row.supplier),
        ("customer's investment", &row.customer),
        ("power", &row.power),
        ("shock", &row.shock),
    ] {
        share(name, column[lane]);
    }
    for effect in Effect::ALL {
        let d = row.dark[effect.index()][lane];
        share(effect.name(), d);
        let on = shown.flags(lane) & effect.bit() != 0;
        assert!(if on { d >= dark_side.offset } else { d <= dark_side.onset }, "{} {d}, flag {on}", effect.name());
    }
    for value in [row.value[lane], row.visible[lane], shown.remembered[lane], row.expectation[lane], row.age[lane]] {
        assert!(value.is_finite(), "week {}", week.number);
    }
    if row.age[lane] < 0.0 {
        let what_was = [row.closeness[lane], row.supplier[lane], row.customer[lane], shown.remembered[lane]];
        assert!(what_was == [0.0; 4] && row.dark.iter().all(|dark| dark[lane] == 0.0), "left in a vacant slot");
        assert!(
            shown.practices[lane] == 0 && row.lessons[lane] == 0 && shown.flags(lane) == 0,
            "used in a vacant slot"
        );
        assert_eq!(row.age[lane], Row::VACANT);
    }
    assert!(shown.phase(lane) < 4 && shown.flags(lane) < 64);
    let known = week.after.repertoire.all;
    assert_eq!((shown.practices[lane] | row.lessons[lane]) & !known, 0, "practices that are not in the catalogue");
    assert!(row.account[lane] < week.after.accounts.count());
}

pub(super) fn identities(week: &Week) {
    let world = week.after;
    let mut relationships = BTreeSet::new();
    for (b, block) in world.blocks.iter().enumerate() {
        for lane in 0..block.count {
            let turned_over = world.managers[b].person[lane] - week.before.managers[b].person[lane];
            assert!(turned_over <= 1, "two left one seat in one week");
            for row in block.rows.start..block.rows.start + world.managers[b].portfolio[lane] as usize {
                let case = world.case(b, row, lane);
                assert!(relationships.insert((case.relationship, case.spell)), "twice: {case:?}");
                let newer = world.histories.begun(row, lane) - week.before.histories.begun(row, lane);
                assert!(newer <= 1, "two began in one slot in one week");
            }
        }
    }
    assert_eq!(relationships.len() as u64, world.relationships);
}
