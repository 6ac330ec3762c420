package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sellerdesk/internal/db"
)

// backupCommand writes both databases into a folder.
type backupCommand struct {
	Dir string `arg:"" help:"Folder for the copies; it is made if it is not there."`
}

// Run copies the databases as they are at one moment each, while the program runs or not.
func (b *backupCommand) Run(ctx context.Context, line *commandLine, io streams) error {
	if err := os.MkdirAll(b.Dir, 0o700); err != nil {
		return fmt.Errorf("make backup folder: %w", err)
	}
	// The rehearsal world first: it may know less than the product of a parcel, and is asked again, but never more.
	for _, name := range []string{rehearsalFile, productFile} {
		if err := backupOne(ctx, filepath.Join(line.Data, name), filepath.Join(b.Dir, name)); err != nil {
			return err
		}
	}
	fmt.Fprintln(io.out, "Backup written to", b.Dir)
	return nil
}

func backupOne(ctx context.Context, from, to string) (err error) {
	if _, err := os.Stat(from); err != nil {
		return fmt.Errorf("there is no database to back up: %w", err)
	}
	d, err := db.Open(ctx, from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return d.Backup(ctx, to)
}

// restoreCommand reads both databases back from a folder.
type restoreCommand struct {
	Dir string `arg:"" help:"Folder with the copies that backup wrote."`
}

// Run replaces the databases of the data folder; it refuses while the program runs.
func (r *restoreCommand) Run(ctx context.Context, line *commandLine, io streams) error {
	for _, name := range []string{productFile, rehearsalFile} {
		if _, err := os.Stat(filepath.Join(r.Dir, name)); err != nil {
			return fmt.Errorf("%s is no backup: %w", r.Dir, err)
		}
	}
	if err := os.MkdirAll(line.Data, 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	if err := placeDemo(ctx, line.Data); err != nil { // later it would replace what is restored
		return err
	}
	for _, name := range []string{productFile, rehearsalFile} {
		if err := db.Restore(ctx, filepath.Join(r.Dir, name), filepath.Join(line.Data, name)); err != nil {
			return err
		}
	}
	// What was restored is nobody's sample any more: --demo-reset must not replace it.
	if err := os.Remove(filepath.Join(line.Data, demoMarker)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("unmark the folder: %w", err)
	}
	fmt.Fprintln(io.out, "Restored from", r.Dir)
	return nil
}
