//! The compiled half of the Python package `darkside`: the library's values and functions, without logic of its own.
//! The other half, in `python/darkside`, gives them their signatures and documentation.
//!
//! | file | what it holds |
//! |---|---|
//! | `error.rs` | errors as exceptions |
//! | `value.rs` | Python values as TOML values |
//! | `column.rs`, `table.rs` | tables as Arrow, columns as buffers |
//! | `watch.rs` | long work: threads, progress, Ctrl-C |
//! | `scenario.rs`, `catalogue.rs` | scenarios; lists of what there is |
//! | `run.rs`, `simulation.rs`, `simulate.rs`, `question.rs` | runs, whole and week by week; many runs |
//! | `temporary.rs` | folders that are gone when Python ends |
//! | `field.rs` | what a field study would see, and whether it can be believed |

mod catalogue;
mod column;
mod error;
mod field;
mod question;
mod run;
mod scenario;
mod simulate;
mod simulation;
mod table;
mod temporary;
mod value;
mod watch;

use pyo3::prelude::*;

/// The compiled half of `darkside`.
#[pymodule(name = "_native")]
mod native {
    #[pymodule_export]
    use crate::catalogue::{charts, metrics, parameters, scenarios, survey_settings};
    #[pymodule_export]
    use crate::column::Column;
    #[pymodule_export]
    use crate::field::{identify, power, survey};
    #[pymodule_export]
    use crate::question::{Answer, attribute, compare, sensitivity, sweep, test, threshold};
    #[pymodule_export]
    use crate::run::{Run, open_run, panic_in_run, run, run_into};
    #[pymodule_export]
    use crate::scenario::Scenario;
    #[pymodule_export]
    use crate::simulate::simulate;
    #[pymodule_export]
    use crate::simulation::Simulation;
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::temporary::remove_temporary;

    /// The version of the library.
    #[pymodule_export]
    const VERSION: &str = darkside::VERSION;

    #[pymodule_init]
    fn init(module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        use pyo3::prelude::*;
        let atexit = module.py().import("atexit")?;
        atexit.call_method1("register", (module.getattr("remove_temporary")?,)).map(drop)
    }
}
