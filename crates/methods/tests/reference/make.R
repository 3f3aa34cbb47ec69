# What R's glm says of the rows that make.py wrote: r.json.
#
#     Rscript make.R (Debian: r-base-core, r-cran-jsonlite)

here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
exact <- glm.control(epsilon = 1e-15, maxit = 200)

answers <- list()
for (path in sort(list.files(here, "^rows_.*\\.csv$"))) {
  parts <- strsplit(sub("\\.csv$", "", path), "_")[[1]]
  all <- read.csv(file.path(here, path))
  fit <- function(method, formula, link, strata = NULL, rows = all) {
    if (!is.null(strata)) rows <- rows[ave(rows$y, rows[strata], FUN = function(y) length(unique(y))) > 1, ]
    rows$cell <- interaction(rows$firm, rows$wave, drop = TRUE)
    model <- glm(formula, binomial(link), rows, control = exact)
    # The criterion is the deviance, which changes no more long before the coefficients: start again where it stopped.
    for (time in 1:40) model <- glm(formula, binomial(link), rows, control = exact, start = coef(model))
    cluster <- if (length(unique(rows$firm)) >= 10) rows$firm else rows$manager
    # One scoring step from the estimate without each cluster.
    x <- model.matrix(model)
    without <- sapply(unique(cluster), function(one) {
      kept <- cluster != one
      told <- colSums(x[kept, ] != 0) > 0
      step <- suppressWarnings(glm.fit(x[kept, told], rows$y[kept], start = coef(model)[told],
                                       family = binomial(link), control = glm.control(maxit = 1)))
      step$coefficients["x"] - coef(model)["x"]
    })
    g <- length(without)
    answers[[length(answers) + 1]] <<- list(
      panel = parts[2], exposure = parts[3], method = method,
      coefficient = unname(coef(model)["x"]),
      coefficients = length(coef(model)), rows = nrow(rows),
      jackknife_error = sqrt((g - 1) / g * sum(without^2)),
      model_error = sqrt(vcov(model)["x", "x"]),
      first_intercept = unname(coef(model)[grep("cell|wave|Intercept", names(coef(model)))[1]])
    )
  }
  fit("logit", y ~ factor(wave) + x - 1, "logit", "wave")
  fit("hazard", y ~ factor(wave) + x - 1, "cloglog", "wave")
  fit("firm-wave", y ~ cell + x - 1, "logit", c("firm", "wave"))
  known <- all[complete.cases(all), ]
  covariates <- if ("score" %in% names(all)) "score + " else ""
  formula <- as.formula(paste("y ~ factor(wave) +", covariates, "prior + degree + x - 1"))
  fit("adjusted", formula, "logit", "wave", known)
}
writeLines(jsonlite::toJSON(answers, auto_unbox = TRUE, digits = NA, pretty = TRUE), file.path(here, "r.json"))
