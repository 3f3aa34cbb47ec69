# Contagion by a stochastic actor-oriented model of network and behaviour (RSiena).
# Not run by the project's tests: RSiena is installed from CRAN by whoever runs it.
#
#     Rscript rsiena.R PANEL PRACTICE
#
# reads the tables of a panel that `darkside survey` writes and prints one JSON object. The estimate is the coefficient of total
# exposure (the number of contacts who use the practice) in the rate at which managers change, so that it is not on the scale of
# the other methods: its p value can be compared with theirs, its bias cannot.

suppressPackageStartupMessages(library(RSiena))

arguments <- commandArgs(trailingOnly = TRUE)
managers <- read.csv(file.path(arguments[1], "wave_managers.csv"))
ties <- read.csv(file.path(arguments[1], "wave_ties.csv"))
managers$use <- as.integer(as.logical(managers[[paste0("use_", arguments[2])]]))
people <- sort(unique(paste(managers$manager, managers$person)))
waves <- sort(unique(managers$wave))

behaviour <- matrix(NA, length(people), length(waves))
behaviour[cbind(match(paste(managers$manager, managers$person), people), match(managers$wave, waves))] <- managers$use
networks <- array(0, c(length(people), length(people), length(waves)))
from <- match(paste(ties$manager, ties$person), people)
to <- match(paste(ties$contact, ties$contact_person), people)
known <- !is.na(from) & !is.na(to)
networks[cbind(from, to, match(ties$wave, waves))[known, ]] <- 1
for (wave in seq_along(waves)) {
  here <- managers[managers$wave == waves[wave], ]
  silent <- !(people %in% paste(here$manager, here$person)[as.logical(here$named)])
  networks[silent, , wave] <- NA
  diag(networks[, , wave]) <- 0
}

network <- sienaDependent(networks)
use <- sienaDependent(behaviour, type = "behavior")
data <- sienaDataCreate(network, use)
effects <- getEffects(data)
effects <- includeEffects(effects, transTrip, inPop)
effects <- includeEffects(effects, simX, interaction1 = "use")
effects <- includeEffects(effects, name = "use", totExposure, type = "rate", interaction1 = "network")
log <- tempfile()
model <- sienaAlgorithmCreate(projname = log, seed = 1)
fit <- siena07(model, data = data, effects = effects, batch = TRUE, silent = TRUE)
place <- which(fit$requestedEffects$shortName == "totExposure")
cat(sprintf(
  '{"estimate": %.17g, "standard_error": %.17g, "p": %.17g, "converged": %s, "note": "coefficient of total exposure in the rate of change"}\n',
  fit$theta[place], fit$se[place], 2 * pnorm(-abs(fit$theta[place] / fit$se[place])),
  if (isTRUE(fit$tconv.max < 0.25)) "true" else "false"
))
