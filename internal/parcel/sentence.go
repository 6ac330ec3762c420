package parcel

import (
	"encoding/json"
	"fmt"
	"reflect"

	"golang.org/x/text/language"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// Sentence is a message with the values that filled it, in a form that is stored
// and read in either language years later, when the rows it spoke of have gone.
type Sentence struct {
	Key    string           // of the message; empty: nothing was said
	Values map[string]Value `json:",omitempty"`
}

// Value is what filled one place of a message: exactly one of its fields.
type Value struct {
	Text   string          `json:",omitempty"` // a number or a text as it prints
	Word   string          `json:",omitempty"` // the key of its word in each language
	Name   *Name           `json:",omitempty"` // its name in each language
	Count  *int64          `json:",omitempty"` // a whole number, which may choose the plural
	Amount *money.Money    `json:",omitempty"`
	Weight *measure.Weight `json:",omitempty"` // grams
	Size   *measure.Size   `json:",omitempty"` // millimetres
}

// Name is what something was called.
type Name struct{ EN, CN string }

// SentenceOf keeps a message and what fills it.
func SentenceOf(key string, args errs.Args) Sentence {
	s := Sentence{Key: key}
	if len(args) > 0 {
		s.Values = make(map[string]Value, len(args))
	}
	for name, arg := range args {
		s.Values[name] = valueOf(arg)
	}
	return s
}

func valueOf(arg any) Value {
	switch v := arg.(type) {
	case interface{ Key() string }:
		return Value{Word: v.Key()}
	case interface{ Name(language.Tag) string }:
		return Value{Name: &Name{EN: v.Name(language.English), CN: v.Name(language.SimplifiedChinese)}}
	case money.Money:
		return Value{Amount: &v}
	case measure.Weight:
		return Value{Weight: &v}
	case measure.Size:
		return Value{Size: &v}
	case fmt.Stringer:
		return Value{Text: v.String()}
	}
	if n := reflect.ValueOf(arg); n.IsValid() && n.CanInt() {
		count := n.Int()
		return Value{Count: &count}
	}
	return Value{Text: fmt.Sprint(arg)}
}

// Problem is the sentence as texts are made of it.
func (s Sentence) Problem() errs.Problem {
	p := errs.Problem{Code: s.Key, Args: errs.Args{}}
	for name, v := range s.Values {
		p.Args[name] = v.arg()
	}
	return p
}

func (v Value) arg() any {
	switch {
	case v.Word != "":
		return word(v.Word)
	case v.Name != nil:
		return named(*v.Name)
	case v.Count != nil:
		return *v.Count
	case v.Amount != nil:
		return *v.Amount
	case v.Weight != nil:
		return *v.Weight
	case v.Size != nil:
		return *v.Size
	}
	return v.Text
}

// word is a value with a word in each language.
type word string

// Key is the key of the word's message.
func (w word) Key() string { return string(w) }

// named is a value with a name in each language.
type named Name

// Name is the name in a language.
func (n named) Name(lang language.Tag) string {
	if base, _ := lang.Base(); base.String() == "zh" {
		return n.CN
	}
	return n.EN
}

// UnmarshalJSON reads a sentence. The first receipts kept its key alone, as a text.
func (s *Sentence) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		return json.Unmarshal(text, &s.Key)
	}
	type plain Sentence
	return json.Unmarshal(text, (*plain)(s))
}
