# Contagion by a logit with a random intercept for each firm (lme4).
#
#     Rscript lme4.R PANEL PRACTICE
#
# reads the tables of a panel that `darkside survey` writes and prints one JSON object: what one contact's use adds to a
# manager's probability of using the practice at the next wave, averaged over managers at risk who name anybody and over
# those whom they name.

suppressPackageStartupMessages(library(lme4))

rows <- function(panel, practice) {
  managers <- read.csv(file.path(panel, "wave_managers.csv"))
  ties <- read.csv(file.path(panel, "wave_ties.csv"))
  managers$use <- as.logical(managers[[paste0("use_", practice)]])
  managers <- managers[!is.na(managers$use), ]
  key <- function(wave, manager, person) paste(wave, manager, person)
  uses <- setNames(managers$use, key(managers$wave, managers$manager, managers$person))
  ties$using <- uses[key(ties$wave, ties$contact, ties$contact_person)]
  ties <- ties[!is.na(ties$using), ]
  own <- key(ties$wave, ties$manager, ties$person)
  managers$following <- uses[key(managers$wave + 1, managers$manager, managers$person)]
  mine <- key(managers$wave, managers$manager, managers$person)
  managers$using <- as.numeric(tapply(ties$using, own, sum)[mine])
  managers$contacts <- as.numeric(tapply(ties$using, own, length)[mine])
  managers[!managers$use & !is.na(managers$following) & !is.na(managers$contacts), ]
}

answer <- function(data) {
  if (length(unique(data$following)) < 2 || length(unique(data$using)) < 2) {
    return('{"converged": false, "note": "no variation in uptake or exposure"}')
  }
  data$wave <- factor(data$wave)
  waves <- if (nlevels(data$wave) > 1) model.matrix(~ 0 + wave, data) else matrix(1, nrow(data), 1)
  fit <- suppressWarnings(suppressMessages(
    glmer(following ~ 0 + waves + using + (1 | firm), data, family = binomial)
  ))
  firm <- ranef(fit)$firm[as.character(data$firm), 1]
  coefficients <- fixef(fit)
  effect <- function(coefficients) {
    probability <- function(using) plogis(drop(cbind(waves, using) %*% coefficients) + firm)
    now <- probability(data$using)
    gained <- probability(data$using + 1) - now
    kept <- now - probability(data$using - 1)
    mean((data$using * kept + (data$contacts - data$using) * gained) / data$contacts)
  }
  step <- 1e-5
  gradient <- sapply(seq_along(coefficients), function(n) {
    unit <- replace(numeric(length(coefficients)), n, step)
    (effect(coefficients + unit) - effect(coefficients - unit)) / (2 * step)
  })
  covariance <- as.matrix(vcov(fit))
  messages <- fit@optinfo$conv$lme4$messages
  # A variance of firms at 0 is an estimate, not a failure.
  failed <- length(messages[!grepl("singular", messages)]) > 0
  sprintf(
    '{"estimate": %.17g, "standard_error": %.17g, "p": %.17g, "converged": %s}',
    effect(coefficients), sqrt(drop(gradient %*% covariance %*% gradient)),
    summary(fit)$coefficients["using", "Pr(>|z|)"], if (failed) "false" else "true"
  )
}

arguments <- commandArgs(trailingOnly = TRUE)
cat(answer(rows(arguments[1], arguments[2])), "\n")
