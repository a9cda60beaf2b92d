module github.com/caselobby/caselobby

go 1.26.0
