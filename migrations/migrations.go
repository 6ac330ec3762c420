// Package migrations holds the numbered SQL files that make the tables.
//
// The files of this folder make the database of the product, those of the
// folder rehearsal the database of the rehearsal world: two files, so that the
// one can never share a transaction with the other. Released files are never
// edited. testdata shows all tables at once.
package migrations

import (
	"embed"
	"io/fs"
)

//go:embed *.sql
var product embed.FS

//go:embed rehearsal/*.sql
var rehearsal embed.FS

// Product returns the migrations of the product's database.
func Product() fs.FS { return product }

// Rehearsal returns the migrations of the rehearsal world's database.
func Rehearsal() fs.FS {
	files, err := fs.Sub(rehearsal, "rehearsal")
	if err != nil {
		panic(err) // the folder's name is written above
	}
	return files
}
