package link

// MessageRead says that a conversation was read (POST).
func MessageRead(id string) string { return Message(id) + "/read" }

// Unread is the view of the messages that holds only conversations that nobody has read.
const Unread = "unread"

// UnreadMessages is the list of the conversations that nobody has read.
func UnreadMessages(pairs ...string) string {
	return Messages(append([]string{"show", Unread}, pairs...)...)
}
