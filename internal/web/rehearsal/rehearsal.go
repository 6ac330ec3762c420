// Package rehearsal holds the pages of the simulated world around a rehearsal
// store: its clock, its parcels in the logistics network, its buyers, and the
// cashier at which freight is paid without money.
package rehearsal
