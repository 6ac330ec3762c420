package demo

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
)

// notes are what buyers write on an order.
var notes = []string{
	"Please pack carefully, it is a gift.",
	"No invoice in the parcel, please.",
	"Por favor, no poner el precio en el paquete.",
	"Пожалуйста, упакуйте хорошо.",
	"Bitte beim Nachbarn abgeben.",
}

// questions are what buyers ask, each with the answer of the store.
var questions = []struct{ question, answer string }{
	{"Hello, when will my order be shipped?", "Hello, we pack it today or tomorrow and send you the tracking number."},
	{"Can you send the black one instead?", "Yes, we will change the colour. Thank you for telling us early."},
	{"Здравствуйте! Когда отправите заказ?", "Здравствуйте! Отправим завтра, трек-номер придёт в сообщении."},
	{"Hola, ¿podéis enviarlo esta semana? Es un regalo.", "Hola, sí, lo enviamos mañana."},
	{"Is the plug for Europe included?", "Yes, the EU plug is in the box."},
	{"Bonjour, mon adresse est-elle complète ?", "Bonjour, oui, tout est complet. Merci !"},
	{"Please write the phone number on the label.", "It is on the label, thank you."},
	{"您好，请问可以合并发货吗？", "您好，可以，我们会一起发出。"},
	{"שלום, האם יש מספר מעקב?", "Hello, the tracking number will follow with the shipping notice."},
	{"مرحبا، متى يصل الطلب؟", "Hello, delivery takes about 15 to 45 days after shipping."},
	{"Which shipping method do you recommend? I did not choose one.", "AliExpress Standard Shipping is a good choice for your country. Shall we use it?"},
	{"The tracking has not changed for some days, is that normal?", "Yes, it is on its way to your country. We keep an eye on it."},
}

// talk lets the buyer of an order ask something, and the store answer most of the time.
func (w *shop) talk(o order.Order, id order.ID, from time.Time) {
	if w.r.IntN(100) >= 18 {
		return
	}
	q := pick(w.r, questions)
	asked := from.Add(w.within(1, 70))
	w.agenda.note(asked, "question of a buyer", func(ctx context.Context) error {
		return w.write(ctx, o, id, message.Buyer, q.question)
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
