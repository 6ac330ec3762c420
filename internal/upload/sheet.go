package upload

// Sheet is a file that people get to fill in, or get back with its results.
type Sheet struct {
	Name      string     // of the table
	Rows      [][]string // the first one names the columns
	Columns   []Column   // by place
	Tones     map[int]Tone
	GuideName string
	Guide     [][]string // what the columns mean, under a title; empty is none
}

// Column is how a column looks and what may be typed there.
type Column struct {
	Width   int // in characters
	Input   bool
	Hidden  bool
	Result  bool     // takes the tone of its row
	Choices []string // that a drop-down of an input column offers
}

// Tone is the colour of the results of a row, which say the same in words.
type Tone string

// The tones; without one results look like any cell.
const (
	Good Tone = "good"
	Warn Tone = "warn"
	Bad  Tone = "bad"
)
