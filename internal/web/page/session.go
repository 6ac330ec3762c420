package page

import (
	"fmt"
	"net/http"
	"time"

	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"
)

const tokenKey = "token" // of the token among a session's values

// tokenStore keeps of a session only the signed token in the browser: what it
// stands for is a row of the database, so that sessions can be ended there.
type tokenStore struct {
	codec  *securecookie.SecureCookie
	secure bool
}

// Get returns the session of the request, which it reads once.
func (s *tokenStore) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s, name)
}

// New reads the token from the cookie; without a cookie that we signed there is none.
func (s *tokenStore) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(s, name)
	session.IsNew = true
	k, err := r.Cookie(name)
	if err != nil {
		return session, nil
	}
	var token string
	if s.codec.Decode(name, k.Value, &token) == nil {
		session.Values[tokenKey] = token
		session.IsNew = false
	}
	return session, nil
}

// Save writes the token into the cookie, or removes the cookie where there is no token.
func (s *tokenStore) Save(_ *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	token, _ := session.Values[tokenKey].(string)
	if token == "" {
		http.SetCookie(w, signedCookie(session.Name(), "", -1, s.secure))
		return nil
	}
	value, err := s.codec.Encode(session.Name(), token)
	if err != nil {
		return fmt.Errorf("sign session: %w", err)
	}
	http.SetCookie(w, signedCookie(session.Name(), value, cookieLife, s.secure))
	return nil
}

// cookieName binds a cookie to this very host where the site is reached by https.
func cookieName(name string, secure bool) string {
	if secure {
		return "__Host-" + name
	}
	return name
}

// signedCookie is a cookie that scripts cannot read and other sites do not send
// along with forms; a negative life removes it.
func signedCookie(name, value string, life time.Duration, secure bool) *http.Cookie {
	k := &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(life.Seconds()),
		Secure: secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
	if life < 0 {
		k.MaxAge = -1
	}
	return k
}
