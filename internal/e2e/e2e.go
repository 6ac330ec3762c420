// Package e2e holds the stories of people who use the program: in a real
// browser, by what is written on the pages, with JavaScript and without, in
// English and in Chinese.
//
// Each story has the demo to itself: the built program, started on a copy of
// its data. Without a browser on the machine the stories are skipped; with
// REQUIRE_BROWSER=1 they fail. With SCREENSHOTS=FOLDER every page is
// photographed, light and dark, at a desk and on a phone.
package e2e
