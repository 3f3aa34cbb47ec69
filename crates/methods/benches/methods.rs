//! One panel of 300 managers at three waves by each method, shuffles at their default of 500, and by all of them.

use criterion::{Criterion, criterion_group, criterion_main};
use darkside_draws::{Draws, Purpose};
use darkside_methods::{Covariate, METHODS, Panel, Settings, Study, Tie};
use std::hint::black_box;

/// Twenty firms of fifteen; everybody names three to five others; a contact who uses the practice raises its hazard.
fn panel() -> Panel {
    let mut subject = Draws::new(1).subject(Purpose::Design, 0, 0, 0);
    let mut uses: Vec<bool> = (0..300).map(|_| subject.happens(0.25)).collect();
    let mut panel = Panel { managers: 300, waves: 3, ..Panel::default() };
    let mut tenure = Vec::new();
    for wave in 0..3 {
        panel.firms.extend((0..300).map(|manager| manager / 15));
        panel.uses.extend(uses.iter().map(|&uses| Some(uses)));
        tenure.extend((0..300).map(|_| f64::from(subject.normal())));
        let before = uses.clone();
        for from in 0..300u32 {
            let further = [1, 4, 20, 41 + subject.below(60), 150 + subject.below(60)];
            let contacts = &further[..3 + subject.below(3) as usize];
            let contacts = contacts.iter().map(|further| (from + further) % 300);
            let using = contacts.clone().filter(|&contact| before[contact as usize]).count();
            panel.ties.extend(contacts.map(|to| Tie { wave, from, to, weight: 1.0 }));
            let stops = subject.happens(0.1);
            let starts = subject.happens(0.08 + 0.06 * using as f32);
            uses[from as usize] = if before[from as usize] { !stops } else { starts };
        }
    }
    panel.covariates.push(Covariate { name: "tenure".into(), values: tenure });
    panel
}

fn methods(criterion: &mut Criterion) {
    let panel = panel();
    let study = Study::new(&panel, Settings::default(), Draws::new(1)).expect("the panel is valid");
    for method in &METHODS {
        method.estimate(&study).expect("every method answers");
        criterion.bench_function(method.name, |bencher| bencher.iter(|| black_box(method.estimate(&study))));
    }
    criterion.bench_function("all, with the risk set", |bencher| {
        bencher.iter(|| {
            let study = Study::new(&panel, Settings::default(), Draws::new(1)).expect("the panel is valid");
            METHODS.iter().for_each(|method| drop(black_box(method.estimate(&study))));
        });
    });
}

criterion_group!(benches, methods);
criterion_main!(benches);
