//! The engine of `darkside` behind a plain C interface, for the Web Worker of the workshop page.
//!
//! Requests go in at [`room`]; replies come out at [`reply`] with [`reply_length`]. A call that fails returns 0 and
//! leaves a problem as JSON in the reply. A panic hands its text to the host and traps; the host then restarts.
//!
//! | file | what it holds |
//! |---|---|
//! | `file` | a dropped file's bytes as text |
//! | `settings` | the page's settings (JSON) as a scenario |
//! | `world` | one simulated world |
//! | `frame` | a week as bytes |
//! | `describe` | a world and the whole catalogue as JSON |
//! | `many` | many seeds: outcomes, paired differences |

mod describe;
mod file;
mod frame;
mod many;
mod settings;
mod world;

use std::cell::RefCell;

use darkside_error::Error;
use serde_json::{Value, json};

use settings::Shelf;
use world::World;

/// Everything that lasts between calls.
#[derive(Default)]
struct Session {
    /// Where the host writes its request.
    request: Vec<u8>,
    reply: Vec<u8>,
    shelf: Shelf,
    /// By number − 1; `None` where closed.
    worlds: Vec<Option<World>>,
    scenarios: Vec<Option<darkside_engine::scenario::Scenario>>,
}

thread_local! {
    static SESSION: RefCell<Session> = RefCell::default();
}

/// How the host is told why the module is about to trap.
#[cfg(target_arch = "wasm32")]
mod host {
    #[link(wasm_import_module = "page")]
    unsafe extern "C" {
        pub safe fn stopped(text: *const u8, length: usize);
    }
}

/// Makes a panic report its reason. Call it once, first.
#[unsafe(no_mangle)]
pub extern "C" fn begin() {
    #[cfg(target_arch = "wasm32")]
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.to_string();
        host::stopped(text.as_ptr(), text.len());
    }));
}

/// Room for a request of `length` bytes: the host writes it there and then makes its call.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    SESSION.with_borrow_mut(|session| {
        session.request.clear();
        session.request.resize(length, 0);
        session.request.as_mut_ptr()
    })
}

/// Where the last reply begins; valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn reply() -> *const u8 {
    SESSION.with_borrow(|session| session.reply.as_ptr())
}

/// The length of the last reply in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn reply_length() -> usize {
    SESSION.with_borrow(|session| session.reply.len())
}

/// Takes the page's own scenarios (`[{name, toml}]`); replies with the catalogue.
#[unsafe(no_mangle)]
pub extern "C" fn catalogue() -> u32 {
    answer(|session, request| {
        session.shelf = Shelf::of(&request)?;
        session.reply = describe::catalogue(&session.shelf).to_string().into_bytes();
        Ok(1)
    })
}

/// Takes a dropped file (see `file`); replies with its text.
#[unsafe(no_mangle)]
pub extern "C" fn decode() -> u32 {
    answer_bytes(|session, request| {
        session.reply = file::decode(request)?.into_bytes();
        Ok(1)
    })
}

/// Makes a world from the settings; returns its number, replies with its description.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> u32 {
    answer(|session, request| {
        let world = World::new(settings::read(&request, &session.shelf)?, settings::seed(&request)?);
        session.reply = describe::world(&world).to_string().into_bytes();
        Ok(keep(&mut session.worlds, world))
    })
}

/// Replies with the world's present week as bytes: see `frame`.
#[unsafe(no_mangle)]
pub extern "C" fn look(world: u32) -> u32 {
    answer(|session, _| {
        let world = of(&mut session.worlds, world)?;
        world.look(&mut session.reply);
        Ok(1)
    })
}

/// Simulates one more week and replies with it; the reply is empty if no week is left.
#[unsafe(no_mangle)]
pub extern "C" fn step(world: u32) -> u32 {
    answer(|session, _| {
        session.reply.clear();
        let world = of(&mut session.worlds, world)?;
        if world.step() {
            world.look(&mut session.reply);
        }
        Ok(1)
    })
}

/// Replies with the digest of a world whose last week has been simulated.
#[unsafe(no_mangle)]
pub extern "C" fn digest(world: u32) -> u32 {
    answer(|session, _| {
        session.reply = of(&mut session.worlds, world)?.digest()?.into_bytes();
        Ok(1)
    })
}

/// Forgets a world.
#[unsafe(no_mangle)]
pub extern "C" fn close(world: u32) -> u32 {
    answer(|session, _| {
        if let Some(place) = session.worlds.get_mut((world as usize).wrapping_sub(1)) {
            *place = None;
        }
        Ok(1)
    })
}

/// Replies with the settings as a scenario in TOML.
#[unsafe(no_mangle)]
pub extern "C" fn toml() -> u32 {
    answer(|session, request| {
        session.reply = settings::to_toml(&request, &session.shelf)?.into_bytes();
        Ok(1)
    })
}

/// Reads the settings as a scenario to be run under many seeds; returns its number.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() -> u32 {
    answer(|session, request| {
        let scenario = settings::read(&request, &session.shelf)?;
        Ok(keep(&mut session.scenarios, scenario))
    })
}

/// Runs a prepared scenario under a seed; replies with each metric at the end, then each one's mean over the weeks
/// after `from`, then each one's series from week 0, as 64-bit floats.
#[unsafe(no_mangle)]
pub extern "C" fn outcome(scenario: u32, seed: f64, from: u32) -> u32 {
    answer(|session, _| {
        many::outcome(of(&mut session.scenarios, scenario)?, seed as u64, from, &mut session.reply);
        Ok(1)
    })
}

/// Replies with the paired differences of two equally long rows of numbers (64-bit floats, one row after the other).
#[unsafe(no_mangle)]
pub extern "C" fn compare() -> u32 {
    answer_bytes(|session, request| {
        session.reply = many::compare(request)?.to_string().into_bytes();
        Ok(1)
    })
}

/// What went wrong, as the host reads it.
fn problem(error: &Error) -> Value {
    let place = error.place().map(|place| {
        let (line, column) = place.line_and_column();
        format!("{}:{line}:{column}", place.source.name)
    });
    json!({ "message": error.message(), "place": place, "help": error.advice(), "fatal": false })
}

/// Runs `what` on the request as JSON (null if it is empty).
fn answer(what: impl FnOnce(&mut Session, Value) -> Result<u32, Error>) -> u32 {
    answer_bytes(|session, request| {
        let value = if request.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(request) };
        let value = value.map_err(|cause| Error::input(format!("the page asks something that is not JSON: {cause}")));
        what(session, value?)
    })
}

/// Runs `what` on the request; if it fails, the reply is the problem.
fn answer_bytes(what: impl FnOnce(&mut Session, &[u8]) -> Result<u32, Error>) -> u32 {
    SESSION.with_borrow_mut(|session| {
        let request = std::mem::take(&mut session.request);
        what(session, &request).unwrap_or_else(|error| {
            session.reply = problem(&error).to_string().into_bytes();
            0
        })
    })
}

/// Puts something into the first empty place; returns its number, from 1.
fn keep<T>(places: &mut Vec<Option<T>>, thing: T) -> u32 {
    let place = places.iter().position(Option::is_none).unwrap_or(places.len());
    if place == places.len() {
        places.push(None);
    }
    places[place] = Some(thing);
    place as u32 + 1
}

fn of<T>(places: &mut [Option<T>], number: u32) -> Result<&mut T, Error> {
    let place = places.get_mut((number as usize).wrapping_sub(1)).and_then(Option::as_mut);
    place.ok_or_else(|| Error::input(format!("there is no number {number}: it has been closed")))
}
