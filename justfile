# Recurring commands: https://just.systems. `just` lists them.

_:
    @just --list

# What CI checks, all of it
ci:
    .ci/run

# Format, lint and look for circles: what is quick
check:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings
    .ci/circles

# Tests; `just test engine golden` runs one module of one binary
test binary="" *filter:
    cargo test {{ if binary == "" { "" } else { "--test " + binary } }} {{ filter }}

# Both engines on many generated scenarios
engines cases="5000" seed="7":
    PROPTEST_CASES={{ cases }} PROPTEST_RNG_SEED={{ seed }} cargo test --test engine second_engine

# Renew the golden digests, for a release that means to change results
golden:
    INSTA_UPDATE=always cargo test --test engine golden

# Mutate the engine and see that tests fail; `just mutants -f crates/engine/src/week/contagion/lapse.rs` for one file
mutants *arguments:
    cargo mutants {{ arguments }}

# Interpret what is unsafe with Miri, on a nightly toolchain that has it
miri:
    cargo +nightly miri test -p darkside-lab-lanes -p darkside-lab-draws --lib
    cargo +nightly miri test -p darkside-lab-engine --lib -- pages

# Renew the committed workshop page
page:
    web/renew

# Licences, advisories and sources of the dependencies
deny:
    cargo deny check
