//go:build race

package batch_test

// raced says that the race detector watches, which takes time and memory of its own.
const raced = true
