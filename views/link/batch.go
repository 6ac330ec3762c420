package link

import "strconv"

// Selections is where ticks are kept (POST).
func Selections() string { return "/transaction/selections" }

// PasteSelection ticks what pasted numbers name (POST).
func PasteSelection() string { return Selections() + "/paste" }

// Selection is what is ticked, and what an action would do to it; pairs are such as "action", "labels".
func Selection(id int64, pairs ...string) string {
	return With(Selections()+"/"+strconv.FormatInt(id, 10), pairs...)
}

// SelectionLabels prints the labels of a selection (POST).
func SelectionLabels(id int64) string { return Selection(id) + "/labels" }

// SelectionDocuments prints documents about a selection (POST).
func SelectionDocuments(id int64) string { return Selection(id) + "/documents" }

// SelectionNotices fills in the shipping notices of a selection (POST).
func SelectionNotices(id int64) string { return Selection(id) + "/notices" }

// SelectionExport writes a selection as a file (POST).
func SelectionExport(id int64) string { return Selection(id) + "/export" }

// ExportOrders is Export of what a filter finds in My Orders; pairs are the filter.
func ExportOrders(pairs ...string) string { return With(Orders()+"/export", pairs...) }

// ExportParcels is Export of what a filter finds in International Parcel Orders; pairs are the filter.
func ExportParcels(pairs ...string) string { return With(Parcels()+"/export", pairs...) }

// SelectionPay pays what is due for a selection (POST).
func SelectionPay(id int64) string { return Selection(id) + "/pay" }

// Jobs is the list of work that takes long.
func Jobs() string { return "/jobs" }

// Job is the progress and the result of one; pairs are names and values of the filter of its results.
func Job(id int64, pairs ...string) string {
	return With(Jobs()+"/"+strconv.FormatInt(id, 10), pairs...)
}

// JobFile is a file that a job made.
func JobFile(id int64, position int) string {
	return Job(id) + "/files/" + strconv.Itoa(position)
}

// JobCancel ends a job (POST).
func JobCancel(id int64) string { return Job(id) + "/cancel" }

// JobRetry ticks what failed and leads to it (POST).
func JobRetry(id int64) string { return Job(id) + "/retry" }
