//! What is published at the end of a week: portfolios, success, credibility, account means, the programme.

use darkside_engine::parameter::decimal;
use darkside_lanes::{greater, lesser};

use super::elementary::exp;
use super::relationship::main_effect;
use super::state::{World, has};
use super::warnings::informed;

pub(crate) fn publish(world: &mut World) {
    portfolios(world);
    credibility(world);
    account_means(world);
}

fn portfolios(world: &mut World) {
    for seat in 0..world.managers.len() {
        let reward = world.of(seat).enablers.long_term_reward;
        let manager = &mut world.managers[seat];
        manager.uses = manager.in_use();
        manager.known |= manager.uses;
        let mut sum = 0.0;
        for relationship in &manager.relationships {
            sum += f64::from((1.0 - reward) * relationship.remembered + reward * relationship.value);
        }
        manager.success = (sum / manager.relationships.len() as f64) as f32;
    }
    for p in 0..world.practices.len() {
        let main = main_effect(&world.practices[p]);
        let all = || world.managers.iter().flat_map(|manager| &manager.relationships).filter(|r| has(r.practices, p));
        let latent = all().filter(|r| main.is_none_or(|k| !has(r.flags, k))).count();
        world.users[p] = all().count() as u64;
        world.latent_users[p] = latent as u64;
    }
}

fn credibility(world: &mut World) {
    for f in 0..world.firms.len() {
        for seat in world.firms[f].seats.clone() {
            let z = standing(world, seat);
            let firm = &world.firms[f];
            let enablers = &firm.parameters.enablers;
            let manager = &mut world.managers[seat];
            let prestige = lesser(greater(exp(enablers.prestige * z), 0.25), 4.0);
            let veteran = 1.0 - exp(-manager.tenure / enablers.seniority_weeks);
            manager.credibility = prestige * (1.0 + enablers.seniority * veteran);
        }
        relate_and_cap(world, f);
    }
}

/// z: a manager's success, as published, in standard deviations above the firm's mean.
pub(crate) fn standing(world: &World, seat: usize) -> f32 {
    let seats = world.firms[world.managers[seat].firm].seats.clone();
    let managers = seats.len() as f64;
    let success = |seat: usize| f64::from(world.managers[seat].success);
    let mean = seats.clone().map(success).sum::<f64>() / managers;
    let variance = seats.map(|seat| (success(seat) - mean) * (success(seat) - mean)).sum::<f64>() / managers;
    ((success(seat) - mean) / libm::sqrt(variance + 1e-6)) as f32
}

/// Relative to the firm's mean if the firm says so; at most 1 if celebrity is stopped.
fn relate_and_cap(world: &mut World, f: usize) {
    let firm = &world.firms[f];
    let managers = &mut world.managers[firm.seats.clone()];
    let mean = managers.iter().map(|m| f64::from(m.credibility)).sum::<f64>() / managers.len() as f64;
    for manager in managers {
        if firm.parameters.enablers.relative_credibility {
            manager.credibility = (f64::from(manager.credibility) / mean) as f32;
        }
        if firm.celebrity_stopped && manager.credibility > 1.0 {
            manager.credibility = 1.0;
        }
    }
}

/// ē, from expectations in whole steps of 2⁻²⁴.
fn account_means(world: &mut World) {
    const STEPS: f64 = 16_777_216.0;
    let mut sums = vec![(0i64, 0u32); world.account_means.len()];
    for relationship in world.managers.iter().flat_map(|manager| &manager.relationships).filter(|r| !r.vacant()) {
        let (sum, count) = &mut sums[relationship.account as usize];
        *sum += (f64::from(relationship.expectation) * STEPS).round_ties_even() as i64;
        *count += 1;
    }
    for (mean, (sum, count)) in world.account_means.iter_mut().zip(sums) {
        if count > 0 {
            *mean = (sum as f64 / (STEPS * f64::from(count))) as f32;
        }
    }
}

/// The practices that enough managers of a firm can warn of.
fn warnings(world: &World, f: usize) -> u32 {
    let programme = &world.firms[f].parameters.programme;
    let seats = world.firms[f].seats.clone();
    let enough = decimal(programme.warn_from) * seats.len() as f64;
    let mut list = 0;
    for p in 0..world.practices.len() {
        let informed = seats.clone().filter(|&seat| has(informed(world, seat), p)).count();
        if programme.warn > 0.0 && informed > 0 && informed as f64 >= enough {
            list |= 1 << p;
        }
    }
    list
}

/// Each firm whose campaign is due writes its code.
pub(crate) fn programme(world: &mut World, week: u32) {
    for f in 0..world.firms.len() {
        let programme = world.firms[f].parameters.programme;
        if (i64::from(week as i32) - 1).rem_euclid(i64::from(programme.every)) == 0 {
            world.firms[f].code = code(world, f, week);
            world.firms[f].warnings = warnings(world, f);
            world.firms[f].campaign_ends = week.wrapping_add(programme.lasts);
        }
    }
}

fn code(world: &World, f: usize, week: u32) -> u32 {
    let programme = &world.firms[f].parameters.programme;
    let mut seats: Vec<usize> = world.firms[f].seats.clone().collect();
    // The sort is stable: the first seat on a tie.
    seats.sort_by(|&a, &b| world.managers[b].success.total_cmp(&world.managers[a].success));
    let top = ((seats.len() as f64 * decimal(programme.top)).floor() as usize).max(1);
    let share = |seats: &[usize], p: usize| {
        let all = || seats.iter().flat_map(|&seat| &world.managers[seat].relationships);
        let using = all().filter(|r| has(r.practices, p)).count();
        if all().count() == 0 { 0.0 } else { using as f64 / all().count() as f64 }
    };
    let mut ranked: Vec<(f64, usize)> = (0..world.practices.len())
        .map(|p| (share(&seats[..top], p) - share(&seats[top..], p), p))
        .filter(|&(lift, _)| lift > 0.0)
        .collect();
    // The sort is stable: the first of the catalogue on a tie.
    ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    ranked.truncate(programme.size as usize);
    let mut code = 0;
    for (_, p) in ranked {
        let mut loads = 0.0;
        for load in world.practices[p].load {
            loads += load;
        }
        let screened = loads > programme.dark_load && world.draws.screening(week, f, p) < programme.filter;
        if !screened {
            code |= 1 << p;
        }
    }
    code
}
