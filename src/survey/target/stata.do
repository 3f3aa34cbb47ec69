* Taking up a practice ({practice}), by how many contacts used it a wave before.
* Run in this folder: do model.do
version 14
import delimited using "people.csv", clear varnames(1)
{labels}

xtset actor wave
xtdescribe
* At risk: who did not use it a wave before.
logit use_{number} exposed_{number}_before learning i.wave if use_{number}_before == 0, vce(cluster {cluster})
margins, dydx(exposed_{number}_before)
