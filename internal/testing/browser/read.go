package browser

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// node is an element of a page.
type node = html.Node

// inline are the elements whose text runs on in the line.
var inline = []string{"a", "abbr", "b", "bdi", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "u"}

// unseen are the elements whose content is not shown.
var unseen = []string{"head", "noscript", "script", "style", "template"}

func parse(body string) *node {
	root, err := html.Parse(strings.NewReader(body))
	must(err) // html.Parse fails only when reading fails
	return root
}

// text is what an element says, with single blanks.
func text(n *node) string {
	var b strings.Builder
	var walk func(*node)
	walk = func(n *node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && slices.Contains(unseen, n.Data):
			return
		}
		blank := n.Type == html.ElementNode && !slices.Contains(inline, n.Data)
		if blank {
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if blank {
			b.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// source is the page as it came, or a part of it written again.
func source(p *Page) string {
	if p.root.Type == html.DocumentNode {
		return p.Body
	}
	var b strings.Builder
	must(html.Render(&b, p.root))
	return b.String()
}

// attr is the value of an attribute, and whether it is there.
func attr(n *node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attribute(n *node, name string) string {
	v, _ := attr(n, name)
	return v
}

// find returns the elements for which ok holds, in the order of the page.
func find(n *node, ok func(*node) bool) []*node {
	var found []*node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && ok(d) {
			found = append(found, d)
		}
	}
	return found
}

// named reports whether people would call an element by a name: by its words, or by its label for readers.
func named(n *node, name string) bool {
	return text(n) == name || attribute(n, "aria-label") == name || attribute(n, "value") == name
}

// Row returns the part of the page about the thing with a number: the element with data-number.
func (p *Page) Row(t testing.TB, number string) *Page {
	t.Helper()
	return p.part(t, "row "+number, func(n *node) bool { return attribute(n, "data-number") == number })
}

// Part returns the element with an id.
func (p *Page) Part(t testing.TB, id string) *Page {
	t.Helper()
	return p.part(t, "part "+id, func(n *node) bool { return attribute(n, "id") == id })
}

func (p *Page) part(t testing.TB, what string, ok func(*node) bool) *Page {
	t.Helper()
	found := find(p.root, ok)
	if len(found) == 0 {
		t.Fatalf("%s has no %s; it says: %s", p.Path(), what, p.Text())
	}
	part := *p
	part.root = found[0]
	return &part
}

// Rows are the numbers of the rows of a list, in order.
func (p *Page) Rows() []string {
	var numbers []string
	for _, n := range find(p.root, func(n *node) bool { _, ok := attr(n, "data-number"); return ok }) {
		numbers = append(numbers, attribute(n, "data-number"))
	}
	return numbers
}

// Follow opens the link with the given words.
func (p *Page) Follow(t testing.TB, words string) *Page {
	t.Helper()
	return p.browser.Get(p.address(p.Link(t, words)))
}

// Link is the address of the link with the given words.
func (p *Page) Link(t testing.TB, words string) string {
	t.Helper()
	links := find(p.root, func(n *node) bool { return n.Data == "a" && named(n, words) })
	if len(links) == 0 {
		t.Fatalf("%s has no link %q; it says: %s", p.Path(), words, p.Text())
	}
	return attribute(links[0], "href")
}

// address is an address on the page as the browser asks for it.
func (p *Page) address(href string) string { return p.URL.ResolveReference(reference(href)).String() }
