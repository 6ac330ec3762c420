package chrome

import "time"

// Hurried returns the same tab waiting a second at most, for steps that cannot be done.
func (tab *Tab) Hurried() *Tab {
	other := *tab
	other.patience = time.Second
	return &other
}
