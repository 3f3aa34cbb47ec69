//! A custom chart drawn with plotters: actual against visible value, one dot per relationship.
//!
//! `cargo run --example own_chart [FILE.svg]`

use darkside::chart::paper::{Drawing, shared, svg};
use darkside::run::run;
use darkside::scenario::{Request, load};
use plotters::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "own_chart.svg".into());
    let set = ["population.managers=60".into(), "run.weeks=156".into()];
    let scenario = load(&Request { set: &set, ..Request::of("baseline") })?;

    // The third argument asks for the state of every relationship at four moments.
    let record = run(&scenario, 1, true);
    let last = record.snapshots.last().ok_or("no state was recorded")?;

    let (pen, drawing) = shared(Drawing::new(700.0, 500.0));
    {
        let area = pen.into_drawing_area();
        // The drawing's coordinates are in tenths of a pixel.
        let mut chart = ChartBuilder::on(&area)
            .margin(200)
            .x_label_area_size(600)
            .y_label_area_size(800)
            .build_cartesian_2d(-0.5..1.25, -0.25..1.25)?;
        chart
            .configure_mesh()
            .disable_mesh()
            .x_desc("Actual value per week")
            .y_desc("Visible value per week")
            .label_style(("sans-serif", 140))
            .axis_desc_style(("sans-serif", 160))
            .draw()?;
        chart.draw_series(last.relationships.iter().map(|one| {
            let at = (f64::from(one.value), f64::from(one.visible_value));
            Circle::new(at, 25, RGBColor(40, 90, 160).filled())
        }))?;
        area.present()?;
    }
    std::fs::write(&file, svg(&drawing.borrow()))?;
    println!("{file}: {} relationships in week {}", last.relationships.len(), last.week);
    Ok(())
}
