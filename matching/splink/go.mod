module github.com/caselobby/caselobby/matching/splink

go 1.26.0

require (
	github.com/caselobby/caselobby v0.1.0
	github.com/stretchr/testify v1.12.1
	golang.org/x/text v0.44.0
)

require (
	github.com/agnivade/levenshtein v1.2.2 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
)

replace github.com/caselobby/caselobby => ../..
