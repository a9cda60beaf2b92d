module github.com/caselobby/caselobby/examples/link

go 1.26.0

require (
	github.com/caselobby/caselobby v0.1.0
	github.com/caselobby/caselobby/matching/splink v0.1.0
	github.com/stretchr/testify v1.12.1
)

require (
	github.com/agnivade/levenshtein v1.2.2 // indirect
	github.com/google/uuid v1.6.0 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/text v0.44.0 // indirect
)

replace (
	github.com/caselobby/caselobby => ../..
	github.com/caselobby/caselobby/matching/splink => ../../matching/splink
)
