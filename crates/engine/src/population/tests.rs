//! The estimate of memory counts every column of a world.

use std::path::Path;

use super::{LastWeek, Notes, Published, World, generate};
use crate::scenario::{BytesOfOne, read};
use darkside_lanes::{LANES, Lanes};

/// What a world has for each relationship, tie, manager and account. Every field is named, so that a new one must be counted;
/// the others have an entry for each firm, office or practice, or none until something happens.
fn bytes_of_one(world: &World) -> BytesOfOne {
    #[rustfmt::skip]
    let World {
        managers, blocks, block_of, rows, shown, histories, origins, ties, imported_weights: _, published, spare, notes, accounts,
        draws: _, draws_about: _, practices: _, repertoire: _, efficacy: _, firms: _, market: _, fashions: _, office_firms: _,
        meetings: _, portfolio: _, relationships: _, relationship_step: _, ties_fixed: _,
    } = world;
    let Published { profiles, success, users: _, latent_users: _ } = published;
    let LastWeek { profiles: spare_profiles, shown: spare_shown } = spare;
    let Notes { kinds, flagged } = notes;
    let bytes = |of: &[usize], count: usize| of.iter().sum::<usize>() as f64 / count as f64;
    let twice_shown = size_of_val(&shown[..]) + size_of_val(&spare_shown[..]);
    let of_relationships =
        [size_of_val(&rows[..]), twice_shown, size_of_val(&kinds[..]), histories.bytes(), origins.bytes()];
    let of_managers = [
        size_of_val(&managers[..]),
        size_of_val(&blocks[..]),
        size_of_val(&block_of[..]),
        size_of_val(&success[..]),
        size_of_val(&flagged[..]),
        profiles.bytes(),
        spare_profiles.bytes(),
    ];
    // Imported weights are there for every tie, or for none.
    let of_ties = [size_of_val(&ties[..]), ties.len() * size_of::<Lanes<f32>>()];
    BytesOfOne {
        relationship: bytes(&of_relationships, rows.len() * LANES),
        tie: bytes(&of_ties, ties.len() * LANES),
        manager: bytes(&of_managers, blocks.len() * LANES),
        account: bytes(&[accounts.bytes()], accounts.count() as usize),
    }
}

#[test]
fn the_estimate_of_memory_counts_every_column() {
    // Of 512, every block is full, and what is seen at a glance takes as much as it can.
    let texts = [
        (3, "catalogue.only = [\"side_favours\", \"open_book_sharing\", \"account_planning\"]"),
        (12, "question = \"?\""),
        (14, "practice = [{ name = \"thirteenth\" }, { name = \"fourteenth\" }]"),
    ];
    for (practices, text) in texts {
        let scenario = read("t.toml", &format!("population.managers = 512\n{text}"), Path::new(""), &[]).unwrap();
        assert_eq!(scenario.practices.len(), practices);
        assert_eq!(bytes_of_one(&generate(&scenario, 1)), BytesOfOne::with(practices as f64));
    }
}
