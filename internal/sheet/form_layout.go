package sheet

import "github.com/xuri/excelize/v2"

// layOut sets what people see of the table before they read it: widths, what is hidden, what stays in view.
func (w *formWriter) layOut(out *excelize.StreamWriter) error {
	for i, c := range w.Columns {
		width := min(max(c.Width, minWidth), 2*maxWidth)
		if err := out.SetColWidth(i+1, i+1, float64(width)); err != nil {
			return err
		}
		if !c.Hidden {
			continue
		}
		if err := out.SetColVisible(i+1, i+1, false); err != nil {
			return err
		}
	}
	frozen := w.frozen()
	return out.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: frozen, YSplit: 1, TopLeftCell: Cell(2, frozen), ActivePane: "bottomRight",
	})
}

// frozen is the number of columns that stay in view.
func (w *formWriter) frozen() int {
	if w.Frozen > 0 {
		return w.Frozen
	}
	for i, c := range w.Columns {
		if !c.Hidden {
			return i + 1
		}
	}
	return 1
}

// protect locks all cells but those of input columns, offers the drop-downs and puts a
// filter over the columns. Filtering and the width of columns stay free; sorting does where
// the program allows it, which Excel does for open cells only.
func (w *formWriter) protect() error {
	rows := len(w.Table.Rows)
	for i, c := range w.Columns {
		if !c.Input || len(c.Choices) == 0 || rows < 2 {
			continue
		}
		if err := w.file.AddDataValidation(w.table, w.dropDown(i, rows)); err != nil {
			return err
		}
	}
	if len(w.Columns) > 0 && rows > 1 {
		if err := w.file.AutoFilter(w.table, Cell(1, 0)+":"+Cell(rows, len(w.Columns)-1), nil); err != nil {
			return err
		}
	}
	return w.file.ProtectSheet(w.table, &excelize.SheetProtectionOptions{
		AutoFilter: true, Sort: true, FormatCells: true, FormatColumns: true, FormatRows: true,
		SelectLockedCells: true, SelectUnlockedCells: true,
	})
}

// dropDown offers the choices of a column and refuses anything else, in the words of the person's own program.
func (w *formWriter) dropDown(column, rows int) *excelize.DataValidation {
	d := excelize.NewDataValidation(true)
	d.SetSqref(Cell(2, column) + ":" + Cell(rows, column))
	d.SetSqrefDropList(w.choices.nameOf(w.Columns[column].Choices))
	d.ShowErrorMessage = true
	return d
}

// Fills and inks. Each pair is readable (WCAG AA), and on paper without colours by the face of the letters.
const (
	headFill  = "E7E6E6"
	inputFill = "FFF8DC"
	lockedInk = "404040"
	edge      = "C9B97A"
)

// toneLook is how the result cells of a tone look.
var toneLook = map[Tone]struct {
	fill, ink    string
	bold, italic bool
}{
	Good:   {"E2F0D9", "1E5B1E", false, false},
	Warned: {"FFF2CC", "7A4B00", false, true},
	Bad:    {"FBE0DD", "8B0000", true, false},
}

// formStyles are the numbers of the styles in a form.
type formStyles struct {
	title, guide, head, inputHead, input, locked int
	result                                       map[Tone]int
}

// newFormStyles adds the styles to a file.
func newFormStyles(file *excelize.File) (formStyles, error) {
	s := formStyles{result: map[Tone]int{}}
	var failed error
	add := func(style excelize.Style) int {
		style.NumFmt = asText
		n, err := file.NewStyle(&style)
		if err != nil {
			failed = err
		}
		return n
	}
	top, wrapped := &excelize.Alignment{Vertical: "top"}, &excelize.Alignment{Vertical: "top", WrapText: true}
	s.title = add(excelize.Style{Font: face(excelize.Font{Bold: true, Size: 14})})
	s.guide = add(excelize.Style{Alignment: wrapped})
	s.head = add(excelize.Style{Font: face(excelize.Font{Bold: true}), Fill: solid(headFill), Alignment: wrapped})
	s.inputHead = add(excelize.Style{Font: face(excelize.Font{Bold: true}), Fill: solid(inputFill), Border: box(), Alignment: wrapped})
	s.input = add(excelize.Style{
		Fill: solid(inputFill), Border: box(), Alignment: top, Protection: &excelize.Protection{Locked: false},
	})
	s.locked = add(excelize.Style{Font: face(excelize.Font{Color: lockedInk}), Alignment: top})
	s.result[""] = add(excelize.Style{Font: face(excelize.Font{Color: lockedInk}), Alignment: wrapped})
	for _, tone := range []Tone{Good, Warned, Bad} {
		look := toneLook[tone]
		s.result[tone] = add(excelize.Style{
			Font: face(excelize.Font{Color: look.ink, Bold: look.bold, Italic: look.italic}),
			Fill: solid(look.fill), Alignment: wrapped,
		})
	}
	return s, failed
}

// face gives a font the letters of all other cells; without a name programs take any.
func face(f excelize.Font) *excelize.Font {
	f.Family = "Calibri"
	if f.Size == 0 {
		f.Size = 11
	}
	return &f
}

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

// box shows where something is typed, which a pale fill on a copy in black and white does not.
func box() []excelize.Border {
	var sides []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		sides = append(sides, excelize.Border{Type: side, Color: edge, Style: 1})
	}
	return sides
}
