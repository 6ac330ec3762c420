// Package arch holds tests of the code itself: who may import whom, statements
// that another database would not understand, clocks and floats where they do
// not belong, words outside internal/i18n, forgotten values in switches, the
// length of functions and files, and missing comments.
//
// A rule is a function from source text to problems, so that each is first
// tested on a wrong example and then applied to the whole tree. A rule that is
// wrong for this code base is removed, not silenced in one place.
package arch
