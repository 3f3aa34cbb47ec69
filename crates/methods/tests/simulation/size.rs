//! Where there is no contagion, each test at the 5 % level rejects in about 5 % of panels.

use crate::synthetic::{WITHOUT_CONTAGION, World};
use darkside_draws::Draws;
use darkside_methods::{Exposure, METHODS, Settings, Study};

const PANELS: u32 = 1000;

/// How often each method rejects at 5 %, and how often it has no answer.
fn rejections(world: &World, exposure: Exposure) -> Vec<(&'static str, u32, u32)> {
    let settings = Settings { exposure, shuffles: 199, ..Settings::default() };
    let mut counts: Vec<_> = METHODS.iter().map(|method| (method.name, 0, 0)).collect();
    for number in 0..PANELS {
        let panel = world.panel(number);
        let study = Study::new(&panel, settings, Draws::new(u64::from(number))).unwrap();
        for (method, (_, rejected, unanswered)) in METHODS.iter().zip(&mut counts) {
            match method.estimate(&study) {
                Ok(effect) => *rejected += u32::from(effect.p <= 0.05),
                Err(_) => *unanswered += 1,
            }
        }
    }
    println!("{world:?}, {exposure:?}: {counts:?}");
    counts
}

/// 3.3 to 6.9 %: what a true 5 % gives in 1,000 panels with probability 0.99.
fn nominal(world: &World, exposure: Exposure) {
    for (method, rejected, unanswered) in rejections(world, exposure) {
        assert_eq!(unanswered, 0, "{method} on {world:?}");
        assert!(
            (33..=69).contains(&rejected),
            "{method} rejects in {rejected} of {PANELS} panels: {world:?}, {exposure:?}"
        );
    }
}

#[test]
fn tests_have_their_size_with_twenty_firms() {
    nominal(&WITHOUT_CONTAGION, Exposure::Number);
}
#[test]
fn measure() {
    let w = WITHOUT_CONTAGION;
    for exposure in [Exposure::Share, Exposure::Any] {
        rejections(&w, exposure);
    }
    for world in [
        World { firms: 10, managers_per_firm: 30, ..w },
        World { firms: 12, managers_per_firm: 10, ..w },
        World { firms: 6, managers_per_firm: 20, ..w },
        World { firms: 40, managers_per_firm: 10, ..w },
        World { alone: -3.0, ..w },
        World { missing: 0.2, waves: 4, ..w },
    ] {
        rejections(&world, Exposure::Number);
    }
}
