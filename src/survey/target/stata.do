* Taking up a practice, by how many contacts used it a wave before.
* Run in this folder: do model.do
version 14
import delimited using "people.csv", clear varnames(1) case(preserve)

* Names of variables are at most 32 characters long in Stata: import shortens longer ones, so they are taken by position.
unab all : *
local first : list posof "use_{practice}" in all
if `first' == 0 {
    display as error "use_{practice} was renamed by import: see describe"
    exit 111
}
local use : word `first' of `all'
local before : word `= `first' + 2' of `all'
local exposed : word `= `first' + 3' of `all'
rename (`use' `before' `exposed') (use use_before exposed_before)

xtset actor wave
xtdescribe
logit use exposed_before learning i.wave if use_before == 0, vce(cluster firm)
margins, dydx(exposed_before)
