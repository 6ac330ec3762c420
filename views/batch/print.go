package batch

import (
	"context"

	"sellerdesk/internal/batch"
	"sellerdesk/internal/parcel"
	"sellerdesk/views/ui"
)

// papers are what labels can be printed on, and the files of thermal printers.
func papers(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(parcel.Papers))
	for i, on := range parcel.Papers {
		options[i] = ui.Option{Value: string(on), Text: PaperName(ctx, on)}
	}
	return append(options, ui.Option{Value: string(parcel.ZPL), Text: ui.T(ctx, "label_as_zpl")})
}

// separators are what can stand between labels.
func separators(ctx context.Context) []ui.Option {
	options := make([]ui.Option, len(parcel.Separators))
	for i, s := range parcel.Separators {
		options[i] = ui.Option{Value: string(s), Text: ui.Word(ctx, s)}
	}
	return options
}

// paperwork are the actions of a toolbar that print documents, others those that do not.
func (t Toolbar) paperwork() (list []batch.Action) {
	for _, a := range t.Actions {
		if _, prints := a.Paperwork(); prints {
			list = append(list, a)
		}
	}
	return list
}

func (t Toolbar) others() (list []batch.Action) {
	for _, a := range t.Actions {
		if _, prints := a.Paperwork(); !prints {
			list = append(list, a)
		}
	}
	return list
}
