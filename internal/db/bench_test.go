package db_test

import (
	"context"
	"testing"

	"sellerdesk/internal/db"
)

func BenchmarkOneRow(b *testing.B) {
	d, _ := open(b)
	mustAdd(b, b.Context(), d, "a")
	for b.Loop() {
		if _, err := db.One(b.Context(), d, scanText, `SELECT text FROM notes WHERE id = ?`, 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTransaction(b *testing.B) {
	d, _ := open(b)
	mustAdd(b, b.Context(), d, "a")
	for b.Loop() {
		err := d.InTx(b.Context(), func(ctx context.Context) error {
			_, err := d.Exec(ctx, `UPDATE notes SET text = text || '' WHERE id = ?`, 1)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
