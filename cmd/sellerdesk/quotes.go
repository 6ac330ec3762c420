package main

import (
	"fmt"
	"io"
	"runtime"
	"time"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// reportQuotes measures on one core how long n quotes over all channels take, to one country after the other.
func reportQuotes(out io.Writer, n int) error {
	data, err := catalogue.Tariffs()
	if err != nil {
		return err
	}
	s, err := tariff.NewSnapshot(data)
	if err != nil {
		return err
	}
	today, countries := channel.DateOf(demoStart), s.Countries()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	began := time.Now()
	for i := range n {
		s.Quote(tariff.Query{
			Destination: countries[i%len(countries)], Date: today, Category: channel.Ordinary,
			Weight: measure.Weight(1 + i*37%3000), Value: money.Of(int64(100+i%1000), money.USD),
			Size: measure.Size{Length: int64(150 + i%300), Width: int64(100 + i%150), Height: int64(20 + i%80)},
		})
	}
	_, err = fmt.Fprintf(out, "%d quotes over %d channels to %d countries on one core: %s\n",
		n, len(s.Channels(today)), len(countries), ms(time.Since(began)))
	return err
}
