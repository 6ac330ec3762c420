package link

import "strings"

// Document is a PDF about orders or parcels, of a kind such as "packing_slips";
// pairs name them, such as "lp", "LP00143017180001" or "order", "8012345678901234".
func Document(kind string, pairs ...string) string {
	return With("/transaction/documents/"+strings.ReplaceAll(kind, "_", "-")+".pdf", pairs...)
}
