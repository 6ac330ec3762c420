package account

import "context"

// Member is a person of a store with the role in it.
type Member struct {
	Person      Person
	Role        Role
	HasPassword bool // without one the person cannot sign in yet
}

// Members returns everybody who belongs to a store, by e-mail.
func (s *Service) Members(ctx context.Context, store StoreID) ([]Member, error) {
	return s.records.Members(ctx, store)
}

// AddMember gives a person a role in a store. Somebody new has no password yet.
func (s *Service) AddMember(ctx context.Context, store StoreID, email string, r Role) error {
	return s.tx.InTx(ctx, func(ctx context.Context) error {
		person, err := s.personFor(ctx, email)
		if err != nil {
			return err
		}
		return s.records.InsertMember(ctx, store, person, r)
	})
}

// ChangeRole gives a member another role. A store keeps at least one owner.
func (s *Service) ChangeRole(ctx context.Context, store StoreID, person PersonID, r Role) error {
	return s.keepOwner(ctx, store, func(ctx context.Context) error {
		return s.records.SetRole(ctx, store, person, r)
	})
}

// RemoveMember takes a person out of a store and ends the sessions in it. A
// store keeps at least one owner.
func (s *Service) RemoveMember(ctx context.Context, store StoreID, person PersonID) error {
	return s.keepOwner(ctx, store, func(ctx context.Context) error {
		return s.records.RemoveMember(ctx, store, person)
	})
}

// keepOwner makes a change of the members, unless no owner would be left.
func (s *Service) keepOwner(ctx context.Context, store StoreID, change func(context.Context) error) error {
	return s.tx.InTx(ctx, func(ctx context.Context) error {
		if err := change(ctx); err != nil {
			return err
		}
		members, err := s.records.Members(ctx, store)
		if err != nil {
			return err
		}
		for _, m := range members {
			if m.Role == Owner {
				return nil
			}
		}
		return ErrLastOwner
	})
}
