package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/market"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
)

// said is something a buyer says, with the answer of the store to a question. It
// is heard from some countries, or from anywhere.
type said struct {
	from         []place.Country
	text, answer string
}

// Countries in which a language is spoken or a question arises.
var (
	russian  = []place.Country{"RU", "BY", "KZ"}
	spanish  = []place.Country{"ES", "MX", "CL"}
	french   = []place.Country{"FR", "BE"}
	german   = []place.Country{"DE", "CH"}
	arabic   = []place.Country{"SA", "AE"}
	european = []place.Country{"DE", "FR", "ES", "IT", "NL", "PL", "BE", "CZ", "SE", "PT"}
)

// notes are what buyers write on an order.
var notes = []said{
	{nil, "Please pack carefully, it is a gift.", ""},
	{nil, "No invoice in the parcel, please.", ""},
	{spanish, "Por favor, no poner el precio en el paquete.", ""},
	{russian, "Пожалуйста, упакуйте хорошо.", ""},
	{german, "Bitte beim Nachbarn abgeben.", ""},
}

// questions are what buyers ask.
var questions = []said{
	{nil, "Hello, when will my order be shipped?", "Hello, we pack it today or tomorrow and send you the tracking number."},
	{nil, "Can you send the black one instead?", "Yes, we will change the colour. Thank you for telling us early."},
	{nil, "Please write the phone number on the label.", "It is on the label, thank you."},
	{nil, "Which shipping method do you recommend? I did not choose one.", "AliExpress Standard Shipping is a good choice for your country. Shall we use it?"},
	{nil, "The tracking has not changed for some days, is that normal?", "Yes, it is on its way to your country. We keep an eye on it."},
	{european, "Is the plug for Europe included?", "Yes, the EU plug is in the box."},
	{russian, "Здравствуйте! Когда отправите заказ?", "Здравствуйте! Отправим завтра, трек-номер придёт в сообщении."},
	{russian, "Можно положить всё в одну посылку?", "Да, отправим одной посылкой."},
	{spanish, "Hola, ¿podéis enviarlo esta semana? Es un regalo.", "Hola, sí, lo enviamos mañana."},
	{french, "Bonjour, mon adresse est-elle complète ?", "Bonjour, oui, tout est complet. Merci !"},
	{[]place.Country{"SG"}, "您好，请问可以合并发货吗？", "您好，可以，我们会一起发出。"},
	{[]place.Country{"IL"}, "שלום, האם יש מספר מעקב?", "Hello, the tracking number will follow with the shipping notice."},
	{arabic, "مرحبا، متى يصل الطلب؟", "Hello, delivery takes about 15 to 45 days after shipping."},
}

// heardFrom are those of some words that a buyer in a country may say.
func heardFrom(c place.Country, words []said) []said {
	return slices.DeleteFunc(slices.Clone(words), func(w said) bool {
		return w.from != nil && !slices.Contains(w.from, c)
	})
}

// talk lets the buyer of an order ask something, and the store answer most of the time.
func (w *shop) talk(o order.Order, id order.ID, from time.Time) {
	if w.r.IntN(100) >= 18 {
		return
	}
	q := market.Pick(w.r, heardFrom(o.ShipTo.Country, questions))
	asked := from.Add(w.within(1, 70))
	w.agenda.note(asked, "question of a buyer", func(ctx context.Context) error {
		return w.write(ctx, o, id, message.Buyer, q.text)
	})
	if w.r.IntN(100) >= 80 {
		return
	}
	w.agenda.note(working(asked.Add(w.within(1, 20))), "answer to a buyer", func(ctx context.Context) error {
		return w.write(ctx, o, id, message.Seller, q.answer)
	})
}

// write posts a message. Who answers has read what was asked.
func (w *shop) write(ctx context.Context, o order.Order, id order.ID, by message.Sender, body string) error {
	d := message.Draft{
		Store: w.store, Order: id, Buyer: o.Buyer.Name, Sender: by, Body: body,
		Once: fmt.Sprintf("demo-%s-%s", o.Number, by),
	}
	if by == message.Seller {
		d.Person = w.people[account.Shipper]
	}
	thread, err := w.Messages.Post(ctx, d)
	if err != nil || by == message.Buyer {
		return err
	}
	return w.Messages.Records.Read(ctx, w.store, thread)
}

// within is a time between two numbers of hours.
func (w *shop) within(least, most int) time.Duration {
	return time.Duration(least*60+w.r.IntN((most-least)*60)) * time.Minute
}
