package chrome

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// pageScript evaluates to the functions that find and read what is visible.
// The browser's own tools run it, so neither the page's policy nor switched
// off JavaScript matters.
//
//go:embed page.js
var pageScript string

// evaluate calls a function of page.js and decodes what it returns.
func evaluate[T any](tab *Tab, function string, args ...any) (T, error) {
	var result T
	answer, err := run(tab, call(function, args...), true)
	if err != nil {
		return result, err
	}
	if err := json.Unmarshal(answer.Value, &result); err != nil {
		return result, fmt.Errorf("%s: %w", function, err)
	}
	return result, nil
}

// element calls a function of page.js that returns an element.
func element(tab *Tab, function string, args ...any) (runtime.RemoteObjectID, error) {
	answer, err := run(tab, call(function, args...), false)
	if err != nil {
		return "", err
	}
	return answer.ObjectID, nil
}

// onElement calls a function of page.js with an element and further arguments.
func onElement[T any](tab *Tab, object runtime.RemoteObjectID, function string, args ...any) (T, error) {
	var result T
	answer, err := ask(tab, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		ObjectID:            object,
		FunctionDeclaration: "function() { return " + call(function, append([]any{this{}}, args...)...) + " }",
		ReturnByValue:       yes(),
	})
	if err != nil {
		return result, err
	}
	if answer.ExceptionDetails != nil {
		return result, thrown(answer.ExceptionDetails)
	}
	if len(answer.Result.Value) == 0 {
		return result, nil
	}
	return result, json.Unmarshal(answer.Result.Value, &result)
}

// run evaluates an expression in the page.
func run(tab *Tab, expression string, byValue bool) (*runtime.RemoteObject, error) {
	return runFor(tab, patience, expression, byValue)
}

// runFor is run for an expression that may take longer than a step.
func runFor(tab *Tab, limit time.Duration, expression string, byValue bool) (*runtime.RemoteObject, error) {
	answer, err := askFor(tab, limit, runtime.Evaluate, runtime.EvaluateParams{
		Expression:    expression,
		ReturnByValue: &byValue,
		AwaitPromise:  yes(),
	})
	if err != nil {
		return nil, err
	}
	if answer.ExceptionDetails != nil {
		return nil, thrown(answer.ExceptionDetails)
	}
	return answer.Result, nil
}

// ask sends a command to the tab and waits for its answer, but not for ever.
func ask[P, R any](tab *Tab, command cdp.Command[P, R], params P) (R, error) {
	return askFor(tab, patience, command, params)
}

func askFor[P, R any](tab *Tab, limit time.Duration, command cdp.Command[P, R], params P) (R, error) {
	ctx, cancel := context.WithTimeout(tab.ctx, limit)
	defer cancel()
	return chromedp.Call(ctx, command, params)
}

// call writes a call of a function of page.js.
func call(function string, args ...any) string {
	values := make([]string, len(args))
	for i, a := range args {
		values[i] = literal(a)
	}
	return "(" + pageScript + ")." + function + "(" + strings.Join(values, ",") + ")"
}

// this stands for the element a function is called on.
type this struct{}

// literal writes a text or a number as JavaScript.
func literal(value any) string {
	if _, ok := value.(this); ok {
		return "this"
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // texts and numbers always can be written
	}
	return string(text)
}

// thrown is the message of an error in page.js, without its stack.
func thrown(d *runtime.ExceptionDetails) error {
	text, _, _ := strings.Cut(exceptionText(d), "\n    at ")
	return errors.New(strings.TrimPrefix(text, "Error: "))
}

func yes() *bool {
	v := true
	return &v
}
