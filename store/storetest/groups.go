package storetest

// groups are all checks, the simple ones first: when a store is new, the first
// failure says the most.
var groups = []group{
	rows, versions, batches, references, comparisons, paging, filters, registers, candidates, gathering, sizes, eventing, retirement, contract,
	aliasing, tenancy, clocks, lifecycle, discretion, races, atOnce, inquiring, storms, faults, linear, machines, durability, holding, damaging, transacting, migrating, erasure,
}
