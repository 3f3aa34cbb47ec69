//! SIS on a network in krABMaga: `sis-krabmaga SEED STEPS NODES BETA GAMMA FIRST < EDGES` prints how many are infected
//! at first and after each step. An edge is a line with two numbers.
//!
//! Agents read the network as it was after the last step and write to the next one, so all change simultaneously.

// Its macro `simulate` reads the clock. The ban on clocks applies to darkside, not to other programs.
#![allow(clippy::disallowed_methods)]

use std::any::Any;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use krabmaga::engine::agent::Agent;
use krabmaga::engine::fields::field::Field;
use krabmaga::engine::fields::network::{EdgeOptions, Network};
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use krabmaga::rand::rngs::StdRng;
use krabmaga::rand::{Rng, SeedableRng};
use krabmaga::simulate;

#[derive(Clone, Copy)]
struct Person {
    id: u32,
    infected: bool,
}

impl Agent for Person {
    fn step(&mut self, state: &mut dyn State) {
        let Sis { network, rng, beta, gamma, .. } = state.as_any_mut().downcast_mut().expect("the only state");
        let changes = if self.infected {
            rng.random_bool(*gamma)
        } else {
            let contacts = network.get_edges(*self).unwrap_or_default();
            contacts.iter().any(|edge| {
                let infected = network.get_object(edge.v).is_some_and(|contact| contact.infected);
                infected && rng.random_bool(*beta)
            })
        };
        if changes {
            self.infected = !self.infected;
            network.update_node(*self);
        }
    }
}

// The network identifies its nodes by these.
impl PartialEq for Person {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Person {}

impl Hash for Person {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl fmt::Display for Person {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{} {}", self.id, self.infected)
    }
}

struct Sis {
    network: Network<Person, String>,
    rng: StdRng,
    people: u32,
    edges: Vec<(u32, u32)>,
    beta: f64,
    gamma: f64,
    first: f64,
}

impl State for Sis {
    fn init(&mut self, schedule: &mut Schedule) {
        let people: Vec<_> =
            (0..self.people).map(|id| Person { id, infected: self.rng.random_bool(self.first) }).collect();
        for person in &people {
            self.network.add_node(*person);
            schedule.schedule_repeating(Box::new(*person), 0.0, 0);
        }
        for &(one, other) in &self.edges {
            self.network.add_edge(people[one as usize], people[other as usize], EdgeOptions::Simple);
        }
    }

    fn update(&mut self, _step: u64) {
        self.network.update();
        let people = self.network.id2nodes[self.network.read].borrow();
        println!("{}", people.values().filter(|person| person.infected).count());
    }

    fn reset(&mut self) {
        self.network = Network::new(false);
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
}

fn argument<T: FromStr>(position: usize) -> T {
    let text = std::env::args().nth(position).expect("six arguments");
    text.parse().unwrap_or_else(|_| panic!("{text:?} is not a number of the right kind"))
}

fn main() {
    let edges = std::io::stdin().lines().map(|line| {
        let line = line.expect("a line");
        let (one, other) = line.split_once(' ').expect("two numbers");
        (one.parse().expect("a number"), other.parse().expect("a number"))
    });
    let sis = Sis {
        network: Network::new(false),
        rng: StdRng::seed_from_u64(argument(1)),
        edges: edges.collect(),
        people: argument(3),
        beta: argument(4),
        gamma: argument(5),
        first: argument(6),
    };
    simulate!(sis, argument(2), 1, false);
}
