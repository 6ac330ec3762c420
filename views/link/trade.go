package link

// MessageRead says that a conversation was read (POST).
func MessageRead(id string) string { return Message(id) + "/read" }
