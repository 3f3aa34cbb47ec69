* Taking up a practice ({practice}), by how many contacts used it a wave before.
* Open SPSS in this folder, or write the folder before people.csv.
GET DATA
  /TYPE=TXT
  /FILE="people.csv"
  /ENCODING='UTF8'
  /DELIMITERS=","
  /FIRSTCASE=2
  /VARIABLES={variables}.
VARIABLE LABELS {labels}.

* At risk: who did not use it a wave before. Empty cells are system-missing.
SELECT IF (use_{number}_before = 0).
FREQUENCIES VARIABLES=wave status use_{number}.
LOGISTIC REGRESSION VARIABLES use_{number}
  /METHOD=ENTER exposed_{number}_before learning wave
  /CATEGORICAL=wave
  /PRINT=CI(95).
