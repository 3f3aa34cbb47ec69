//! A week as bytes, little-endian: twelve 32-bit counts, the series (64-bit floats), then columns of 32-bit numbers, then
//! columns of bytes. `web/src/engine/frame.ts` reads it.
//!
//! Relationships are ordered manager by manager, slot by slot: their number in that order is their position.

use darkside_engine::population::World;
use darkside_engine::record::Case;
use darkside_engine::run::Simulation;

/// Means none: for all five words of a case (manager, person, relationship, spell, position), for its position alone,
/// or for a practice.
const NOWHERE: u32 = u32::MAX;

/// The phase of a slot without a relationship.
const VACANT: u8 = u8::MAX;

/// The state before a week, to tell what has changed in it; the default before week 0.
#[derive(Default)]
pub(crate) struct Before {
    /// Relationship and spell by position; empty before week 0.
    cases: Vec<(u32, u32)>,
    /// Remembered visible value by position.
    remembered: Vec<f32>,
    /// Success as published, by manager.
    success: Vec<f32>,
    /// Occupant of each seat.
    persons: Vec<u32>,
    /// Whom each tie leads to.
    contacts: Vec<u32>,
    adoptions: usize,
    lapses: usize,
    onsets: usize,
}

impl Before {
    pub(crate) fn of(simulation: &Simulation) -> Self {
        let (world, log) = (simulation.world(), simulation.log());
        let mut before = Self {
            success: world.published.success.clone(),
            adoptions: log.ledger.len(),
            lapses: log.lapses.len(),
            onsets: log.onsets.len(),
            ..Self::default()
        };
        each(world, |b, row, lane| {
            let case = world.case(b, row, lane);
            before.cases.push((case.relationship, case.spell));
            before.remembered.push(world.shown[row].remembered[lane]);
        });
        before.persons = persons(world);
        before.contacts = contacts(world).map(|(_, contact)| contact).collect();
        before
    }
}

/// Calls `see` for each relationship in the order of positions, with block, row and lane.
pub(crate) fn each(world: &World, mut see: impl FnMut(usize, usize, usize)) {
    for (b, block) in world.blocks.iter().enumerate() {
        for lane in 0..block.count {
            for row in block.rows.start..block.rows.start + world.managers[b].portfolio[lane] as usize {
                see(b, row, lane);
            }
        }
    }
}

/// The position of each manager's first relationship, and their number.
pub(crate) fn offsets(world: &World) -> Vec<u32> {
    let mut offsets = vec![0];
    let mut sum = 0;
    for (block, managers) in world.blocks.iter().zip(&world.managers) {
        for lane in 0..block.count {
            sum += managers.portfolio[lane];
            offsets.push(sum);
        }
    }
    offsets
}

fn persons(world: &World) -> Vec<u32> {
    let blocks = world.blocks.iter().zip(&world.managers);
    blocks.flat_map(|(block, managers)| &managers.person.0[..block.count]).copied().collect()
}

/// Every tie in the order of seats and slots: who looks, and the contact.
fn contacts(world: &World) -> impl Iterator<Item = (u32, u32)> + '_ {
    (0..world.seats()).flat_map(|seat| world.contacts(seat).map(move |(_, contact)| (seat, contact)))
}

/// Where a case stands.
struct Places<'a> {
    offsets: Vec<u32>,
    now: Vec<(u32, u32)>,
    before: &'a Before,
}

impl Places<'_> {
    fn within(&self, cases: &[(u32, u32)], case: &Case) -> Option<usize> {
        let manager = case.manager as usize;
        let portfolio = self.offsets[manager] as usize..self.offsets[manager + 1] as usize;
        let wanted = (case.relationship, case.spell);
        let first = portfolio.start;
        let slot = cases.get(portfolio)?.iter().position(|&case| case == wanted)?;
        Some(first + slot)
    }

    /// Its position at the end of the week or, if it ended or moved in that week, before it.
    fn position(&self, case: &Case) -> Option<usize> {
        self.within(&self.now, case).or_else(|| self.within(&self.before.cases, case))
    }

    fn write(&self, case: Option<&Case>, words: &mut Vec<u32>) {
        let Some(case) = case else {
            words.extend([NOWHERE; 5]);
            return;
        };
        let position = self.position(case).map_or(NOWHERE, |position| position as u32);
        words.extend([case.manager, case.person, case.relationship, case.spell, position]);
    }

    /// The remembered visible value of the relationship before the week.
    fn remembered(&self, case: Option<&Case>) -> u32 {
        let position = case.and_then(|case| self.within(&self.before.cases, case));
        position.and_then(|position| self.before.remembered.get(position)).map_or(f32::NAN, |&seen| seen).to_bits()
    }

    fn success(&self, case: Option<&Case>) -> u32 {
        case.and_then(|case| self.before.success.get(case.manager as usize)).map_or(f32::NAN, |&s| s).to_bits()
    }
}

/// Appends the present week.
pub(crate) fn write(simulation: &Simulation, before: &Before, out: &mut Vec<u8>) {
    let world = simulation.world();
    let mut places = Places { offsets: offsets(world), now: Vec::new(), before };
    let mut columns: [Vec<u32>; 5] = Default::default();
    let (mut flags, mut phases) = (Vec::new(), Vec::new());
    each(world, |b, row, lane| {
        let (now, shown, case) = (&world.rows[row], &world.shown[row], world.case(b, row, lane));
        let numbers = [now.value[lane], now.visible[lane], shown.remembered[lane], now.closeness[lane]];
        for (column, number) in columns.iter_mut().zip(numbers) {
            column.push(number.to_bits());
        }
        columns[4].push(shown.practices[lane]);
        flags.push(shown.flags(lane) as u8);
        phases.push(if now.vacant(lane) { VACANT } else { shown.phase(lane) as u8 });
        places.now.push((case.relationship, case.spell));
    });
    let events = events(simulation, &places);
    let changes = changes(world, &places);
    let series: Vec<f64> = simulation.series().iter().filter_map(|column| column.last().copied()).collect();
    let log = simulation.log();
    let counts = [
        simulation.week() as usize,
        series.len(),
        flags.len(),
        log.ledger.len() - before.adoptions,
        log.lapses.len() - before.lapses,
        log.onsets.len() - before.onsets,
        changes[0].len() / 3,
        changes[1].len() / 2,
        changes[2].len() / 3,
        0,
        0,
        0,
    ];
    out.extend(counts.iter().flat_map(|&count| (count as u32).to_le_bytes()));
    out.extend(series.iter().flat_map(|value| value.to_le_bytes()));
    for column in columns.iter().chain(&events).chain(&changes) {
        out.extend(column.iter().flat_map(|word| word.to_le_bytes()));
    }
    out.extend(flags);
    out.extend(phases);
}

/// Adoptions (19 words each), lapses (8) and onsets (9) of the week.
fn events(simulation: &Simulation, places: &Places<'_>) -> [Vec<u32>; 3] {
    let (log, before) = (simulation.log(), places.before);
    let [mut adoptions, mut lapses, mut onsets] = <[Vec<u32>; 3]>::default();
    for row in &log.ledger[before.adoptions..] {
        let (practice, mechanism, locus) = (u32::from(row.practice), row.mechanism as u32, row.locus as u32);
        adoptions.extend([practice, mechanism, locus, u32::from(row.source_flags)]);
        let (target, source) = (Some(&row.target), row.source.as_ref());
        adoptions.extend([places.remembered(target), places.remembered(source)]);
        adoptions.extend([places.success(target), places.success(source)]);
        adoptions.push(u32::from(source.is_some()));
        places.write(target, &mut adoptions);
        places.write(source, &mut adoptions);
    }
    for row in &log.lapses[before.lapses..] {
        lapses.extend([u32::from(row.practice), row.cause as u32, u32::from(row.lesson)]);
        places.write(Some(&row.place), &mut lapses);
    }
    for row in &log.onsets[before.onsets..] {
        let practice = row.practice.map_or(NOWHERE, u32::from);
        onsets.extend([row.effect as u32, practice, row.mechanism as u32, row.locus as u32]);
        places.write(Some(&row.place), &mut onsets);
    }
    [adoptions, lapses, onsets]
}

/// What stands elsewhere than before: relationships (position, relationship, spell), persons (manager, person), ties
/// (tie, target, inside).
fn changes(world: &World, places: &Places<'_>) -> [Vec<u32>; 3] {
    let [mut arrived, mut newcomers, mut rewired] = <[Vec<u32>; 3]>::default();
    let before = places.before;
    for (position, case) in places.now.iter().enumerate() {
        if before.cases.get(position) != Some(case) {
            arrived.extend([position as u32, case.0, case.1]);
        }
    }
    if before.cases.is_empty() {
        return [arrived, newcomers, rewired];
    }
    for (manager, (now, then)) in persons(world).into_iter().zip(&before.persons).enumerate() {
        if now != *then {
            newcomers.extend([manager as u32, now]);
        }
    }
    for (tie, ((seat, now), then)) in contacts(world).zip(&before.contacts).enumerate() {
        if now != *then {
            let inside = world.firm_of(seat).seats.contains(&now);
            rewired.extend([tie as u32, now, u32::from(inside)]);
        }
    }
    [arrived, newcomers, rewired]
}
