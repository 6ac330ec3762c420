package db

import "time"

// SetWait shortens the time a statement may take.
func (d *DB) SetWait(t time.Duration) { d.wait = t }
