# Selection and influence: who looks to whom for advice, and who takes up one practice.
# Needs RSiena (1.3 or later). Run in this folder: Rscript model.R
library(RSiena)

waves <- {waves}
read <- function(file) as.matrix(read.table(file, na.strings = "NA"))

actors <- read.csv("actors.csv")
networks <- lapply(sprintf("network_%d.dat", seq_len(waves)), read)
advice <- sienaDependent(array(unlist(networks), c(nrow(actors), nrow(actors), waves)))
use <- sienaDependent(read("use_{practice}.dat"), type = "behavior")
{alike} <- coCovar(actors${alike})
learning <- coCovar(rowMeans(read("learning.dat"), na.rm = TRUE))

# Who is not in the panel has structural zeros. Composition changes instead:
# changes <- sienaCompositionChangeFromFile("composition.dat"), as one more argument here.
# Who serves which key account is a two-mode network: accounts_1.dat and so on.
data <- sienaDataCreate(advice, use, {alike}, learning)
effects <- getEffects(data)
effects <- includeEffects(effects, transTrip)
effects <- includeEffects(effects, sameX, interaction1 = "{alike}")
effects <- includeEffects(effects, egoX, altX, simX, interaction1 = "use")
effects <- includeEffects(effects, avAlt, name = "use", interaction1 = "advice")
effects <- includeEffects(effects, effFrom, name = "use", interaction1 = "learning")

print01Report(data, modelname = "survey")
algorithm <- sienaAlgorithmCreate(projname = "survey", seed = 1)
result <- siena07(algorithm, data = data, effects = effects)
print(result)
