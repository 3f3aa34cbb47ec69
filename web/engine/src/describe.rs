//! A world, and what holds for every world, as JSON: `WorldDescription` and `Catalogue` of `protocol.ts`.

use darkside_engine::parameter::{CATALOGUE, Unit};
use darkside_engine::practice::{Effect, Governance, Phase, Practice};
use darkside_engine::record::{Alignment, Cause, Locus, Mechanism, metrics};
use darkside_engine::scenario::{ACTS, Lever, PRESETS, Request, Scenario, load, read_on_top, shipped, to_json};
use darkside_error::Result;
use serde_json::{Value, json};

use crate::frame::offsets;
use crate::settings::Shelf;
use crate::world::World;

/// What a world is, before its first week.
pub(crate) fn world(world: &World) -> Value {
    let scenario: &Scenario = &world.scenario;
    let Some(simulation) = &world.simulation else { return Value::Null };
    let state = simulation.world();
    let (mut firm, mut office) = (Vec::new(), Vec::new());
    for (block, managers) in state.blocks.iter().zip(&state.managers) {
        firm.extend_from_slice(&block.firms.0[..block.count]);
        office.extend_from_slice(&managers.office.0[..block.count]);
    }
    let offices = office.iter().max().map_or(0, |last| last + 1);
    let metrics = metrics(&scenario.practices);
    json!({
        "name": scenario.name,
        "question": scenario.question,
        "lookAt": scenario.look_at,
        "seed": world.seed,
        "weeks": scenario.parameters.run.weeks,
        "metrics": metrics.iter().map(|metric| json!({
            "name": metric.name, "unit": metric.unit.words(), "meaning": metric.meaning,
        })).collect::<Value>(),
        "practices": scenario.practices.iter().map(practice).collect::<Value>(),
        "firms": scenario.firms.iter().map(|firm| json!({ "name": firm.name, "preset": firm.preset })).collect::<Value>(),
        "firm": firm,
        "office": office,
        "offices": offices,
        "managerNames": scenario.network.as_ref()
            .map(|network| network.managers.iter().map(|manager| manager.id.as_str()).collect::<Vec<_>>()),
        "offsets": offsets(state),
        "ties": ties(state),
        "interventions": interventions(scenario),
        "scenario": to_json(scenario),
    })
}

fn ties(state: &darkside_engine::population::World) -> Value {
    let (mut sources, mut targets, mut weights, mut inside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for seat in 0..state.seats() {
        let (_, lane) = state.locate(seat);
        for (row, target) in state.contacts(seat) {
            sources.push(seat);
            targets.push(target);
            weights.push(state.ties[row].weight[lane]);
            inside.push(u8::from(state.ties[row].inside(lane)));
        }
    }
    json!({ "source": sources, "target": targets, "weight": weights, "inside": inside })
}

fn practice(practice: &Practice) -> Value {
    json!({
        "name": practice.name,
        "class": practice.class.name(),
        "load": practice.load,
        "benefit": practice.benefit,
        "private": practice.private,
        "complexity": practice.complexity,
        "governance": practice.governance.map(Governance::name),
    })
}

/// Each intervention, described by the scenario's own keys.
fn interventions(scenario: &Scenario) -> Value {
    let tree = to_json(scenario);
    let list = tree["intervention"].as_array().into_iter().flatten();
    list.map(|one| json!({ "week": one["week"], "words": words(one) })).collect()
}

fn words(intervention: &Value) -> String {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let pairs = |table: Option<&Value>, leave: &[&str]| {
        let entries = table.and_then(Value::as_object).into_iter().flatten();
        let entries = entries.filter(|(key, _)| !leave.contains(&key.as_str()));
        entries.map(|(key, value)| format!("{key} = {}", plain(value))).collect::<Vec<_>>().join(", ")
    };
    match intervention.get("act").and_then(Value::as_str) {
        Some(act) => format!("{act} {}", pairs(Some(intervention), &["week", "act"])).trim_end().to_owned(),
        None => pairs(intervention.get("set"), &[]),
    }
}

/// What holds for every world.
pub(crate) fn catalogue(shelf: &Shelf) -> Value {
    let baseline = load(&Request::of("baseline")).map(|baseline| to_json(&baseline)).unwrap_or_default();
    json!({
        "version": darkside_engine::VERSION,
        "parameters": parameters(&baseline),
        "effects": Effect::ALL.map(|effect| json!({
            "name": effect.name(), "meaning": effect.meaning(),
            "breedingGround": effect.breeding_ground(), "consequence": effect.consequence(),
        })),
        "mechanisms": Mechanism::ALL.map(|one| named(one.name(), one.meaning())),
        "loci": Locus::ALL.map(|one| named(one.name(), one.meaning())),
        "causes": Cause::ALL.map(|one| named(one.name(), one.meaning())),
        "phases": Phase::ALL.map(|one| named(one.name(), one.meaning())),
        "alignments": Alignment::ALL.map(|one| named(one.name(), one.meaning())),
        "presets": PRESETS.iter().map(|preset| json!({
            "name": preset.name, "meaning": preset.meaning,
            "values": preset.values.map(darkside_engine::parameter::decimal),
        })).collect::<Value>(),
        "levers": Lever::ALL.map(|one| named(one.name(), one.meaning())),
        "acts": ACTS.iter().map(|act| json!({ "name": act.name, "meaning": act.meaning, "keys": act.keys }))
            .collect::<Value>(),
        "scenarios": scenarios(shelf),
    })
}

fn named(name: &str, meaning: &str) -> Value {
    json!({ "name": name, "meaning": meaning.trim() })
}

fn parameters(baseline: &Value) -> Value {
    let one = |parameter: &darkside_engine::parameter::Parameter| {
        let pointer = format!("/{}", parameter.path.replace('.', "/"));
        json!({
            "path": parameter.path,
            "meaning": parameter.meaning.trim(),
            "unit": if parameter.unit == Unit::None { "" } else { parameter.unit.words() },
            "from": parameter.allowed.from,
            "to": parameter.allowed.to, // infinite is null in JSON
            "basis": parameter.basis.name(),
            "scope": parameter.scope.name(),
            "default": baseline.pointer(&pointer),
        })
    };
    CATALOGUE.iter().map(one).collect()
}

/// The page's own scenarios first, then the shipped ones, except those whose names the page's own have.
fn scenarios(shelf: &Shelf) -> Value {
    let entry = |name: &str, toml: &str, read: Result<Scenario>, experiment: bool| {
        let (question, look_at) = read.map(|read| (read.question, read.look_at)).unwrap_or_default();
        json!({ "name": name, "question": question, "lookAt": look_at, "toml": toml, "experiment": experiment })
    };
    let own = shelf.own.iter().map(|own| {
        let read = read_on_top(std::slice::from_ref(&own.text), &own.files);
        entry(&own.text.name, &own.text.text, read, true)
    });
    let others = shipped().filter(|one| shelf.own.iter().all(|own| own.text.name != one.name()));
    let others = others.map(|one| entry(one.name(), one.text, load(&Request::of(one.name())), one.folder().is_empty()));
    own.chain(others).collect()
}
