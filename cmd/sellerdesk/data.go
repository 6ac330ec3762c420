package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sellerdesk/internal/db"
	"sellerdesk/migrations"
)

// Files in the data folder.
const (
	productFile   = "sellerdesk.db"
	rehearsalFile = "rehearsal.db"
	keyFile       = "session.key"
)

// databases are the two database files: the product's, and that of the world around rehearsal stores.
type databases struct {
	product, rehearsal *db.DB
}

// openDatabases opens both files, creating and migrating them where needed. A demo
// that a program was killed over is put into its place before.
func openDatabases(ctx context.Context, folder string) (databases, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return databases{}, fmt.Errorf("make data folder: %w", err)
	}
	if err := placeDemo(ctx, folder); err != nil {
		return databases{}, err
	}
	product, err := openDatabase(ctx, filepath.Join(folder, productFile), migrations.Product())
	if err != nil {
		return databases{}, err
	}
	rehearsal, err := openDatabase(ctx, filepath.Join(folder, rehearsalFile), migrations.Rehearsal())
	if err != nil {
		return databases{}, errors.Join(err, product.Close())
	}
	return databases{product, rehearsal}, nil
}

func openDatabase(ctx context.Context, path string, files fs.FS) (*db.DB, error) {
	d, err := db.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := d.Migrate(ctx, files); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d databases) Close() error { return errors.Join(d.product.Close(), d.rehearsal.Close()) }

// sessionKey is the key that signs cookies: as set, or else made once and kept in the data folder.
func sessionKey(folder, set string) ([]byte, error) {
	if set != "" {
		if len(set) < 32 {
			return nil, errors.New("the session key needs at least 32 characters")
		}
		return []byte(set), nil
	}
	path := filepath.Join(folder, keyFile)
	key, err := os.ReadFile(path)
	if err == nil && len(key) >= 32 {
		return key, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read session key: %w", err)
	}
	random := make([]byte, 32)
	_, _ = rand.Read(random) // never fails
	key = []byte(hex.EncodeToString(random))
	if err := os.WriteFile(path, key, 0o600); err != nil {
		return nil, fmt.Errorf("keep session key: %w", err)
	}
	return key, nil
}
