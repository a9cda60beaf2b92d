package lobby

import (
	"context"
	"errors"
)

// kinds are the stable codes of all kinds of refusal, for an API: they outlive the
// words of a message.
var kinds = []struct {
	kind error
	code string
}{
	{ErrNotFound, "not-found"},
	{ErrDenied, "denied"},
	{ErrInvalid, "invalid"},
	{ErrTooLarge, "too-large"},
	{ErrChannel, "channel"},
	{ErrDraft, "draft"},
	{ErrClaimed, "claimed"},
	{ErrNotHeld, "not-held"},
	{ErrDecided, "decided"},
	{ErrRemoved, "removed"},
	{ErrStale, "stale"},
	{ErrNotConfirmed, "not-confirmed"},
	{ErrSupportStarted, "support-started"},
	{ErrGone, "gone"},
	{ErrReference, "reference"},
	{ErrBusy, "busy"},
	{ErrRestart, "restart"},
	{ErrUnknown, "unknown"},
	{ErrUnreadable, "unreadable"},
	{ErrStore, "store"},
	{ErrBroken, "broken"},
	{context.Canceled, "cancelled"},
	{context.DeadlineExceeded, "deadline"},
}

// KindCode returns the code of an error's kind, which never changes: "not-found",
// "denied" and so on, as the kinds are named. "unknown" is that of [ErrUnknown]; nil,
// and an error that is none of this package's, have none.
func KindCode(err error) string {
	var own *Error
	if errors.As(err, &own) {
		err = own.Kind // and not what caused it
	}
	for _, k := range kinds {
		if errors.Is(err, k.kind) {
			return k.code
		}
	}
	return ""
}
