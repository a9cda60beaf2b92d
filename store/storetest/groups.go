package storetest

// groups are all checks, the simple ones first: when a store is new, the first
// failure says the most.
var groups = []group{
	rows, versions, batches, references, paging, filters, registers, candidates, eventing, contract,
	aliasing, tenancy, clocks, lifecycle, races, storms, faults, linear, machines, durability, erasure,
}
