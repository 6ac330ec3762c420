package link

// MessageRead says that a conversation was read (POST).
func MessageRead(id string) string { return Message(id) + "/read" }

// ImportRun imports the good rows of an uploaded file (POST).
func ImportRun(id string) string { return Import(id) + "/run" }
