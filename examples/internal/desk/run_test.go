package desk

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// started runs a desk that is told to end at once, and returns what it said.
func started(t *testing.T, open Opener, args ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs bytes.Buffer
	done := make(chan error, 1)
	go func() { done <- run(ctx, args, &watched{&out, cancel}, &errs, open) }()
	select {
	case err := <-done:
		return out.String() + errs.String(), err
	case <-time.After(5 * time.Minute):
		t.Fatal("the desk does not end")
		return "", nil
	}
}

// watched ends the desk once it has said how to stop it.
type watched struct {
	b    *bytes.Buffer
	stop func()
}

func (w *watched) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("Stop with Ctrl-C")) {
		defer w.stop()
	}
	return w.b.Write(p)
}

func file(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "people.csv")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

func TestADeskWithoutAFileOffersNoFlagForOne(t *testing.T) {
	said, err := started(t, nil, "-h")
	require.ErrorIs(t, err, flag.ErrHelp)
	require.NotContains(t, said, "-db")
	for _, args := range [][]string{{"-db", "x"}, {"--db=x"}} {
		_, err = started(t, nil, args...)
		require.ErrorContains(t, err, "go run ./examples/adapter/desk -db")
	}
	said, err = started(t, func(string) (store.Store, error) { return nil, errors.New("unused") }, "-h")
	require.ErrorIs(t, err, flag.ErrHelp)
	require.Contains(t, said, "-db")
}

func TestAnAddressInUseIsToldBeforeAnythingIsRead(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	said, err := started(t, nil, "-addr", l.Addr().String(), "-clients", "there is no such file")
	require.ErrorContains(t, err, "choose another address with -addr")
	require.Empty(t, said)
	_, err = started(t, nil, "-addr", "0.0.0.0:0", "-clients", "there is no such file")
	require.ErrorContains(t, err, "not an address of this machine alone")
}

func TestWhatIsNoFlagOrNoAddressEndsTheStart(t *testing.T) {
	for _, args := range [][]string{{"clients.csv"}, {"-addr", "127.0.0.1:0", "clients.csv"}, {"x", "-clients", "clients.csv"}} {
		said, err := started(t, nil, args...)
		require.ErrorContains(t, err, "is no flag: a file of clients is given as -clients FILE")
		require.Empty(t, said)
	}
	for addr, want := range map[string]string{
		"8080": "such as -addr 127.0.0.1:8081", "127.0.0.1:99999": "such as -addr 127.0.0.1:8081", "127.0.0.1": "such as -addr 127.0.0.1:8081",
		"": `"" is not an address of this machine alone`, ":0": "not an address of this machine alone", "[::]:0": "not an address of this machine alone",
	} {
		_, err := started(t, nil, "-addr", addr)
		require.ErrorContains(t, err, want, addr)
	}
	for _, addr := range []string{"127.0.0.1:0", "localhost:0"} {
		_, err := started(t, nil, "-addr", addr, "-clients", file(t, "id,given_name,family_name\nX1,Ada,Example\n"))
		require.NoError(t, err, addr)
	}
}

func TestAFileOfWhichNothingIsReadEndsTheStart(t *testing.T) {
	for text, want := range map[string]string{
		"Ann,Lee\n":                   "header",
		"":                            "no",
		"id,given_name,family_name\n": "no row",
		"id,given_name,family_name\n,Ann\n,Bo,x,y": "no row",
	} {
		said, err := started(t, nil, "-addr", "127.0.0.1:0", "-clients", file(t, text))
		require.Error(t, err, text)
		require.Contains(t, err.Error(), want)
		require.NotContains(t, said, "is open at")
	}
}

func TestAStartThatIsStoppedSaysWhatIsLeftOfIt(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	args := []string{"-addr", "127.0.0.1:0"}
	require.EqualError(t, run(ctx, args, io.Discard, io.Discard, nil), "stopped before it was open")
	kept := func(string) (store.Store, error) { return new(memory.Store), nil }
	require.EqualError(t, run(ctx, append(args, "-db", "desk.db"), io.Discard, io.Discard, kept), "stopped before it was open: desk.db holds a part of what was to be put in")
}

func TestOnlyTheDemonstrationsPeopleAreSaidToBeMadeUp(t *testing.T) {
	said, err := started(t, nil, "-addr", "127.0.0.1:0", "-clients", file(t, "id,given_name,family_name\nX1,Ada,Example\n"))
	require.NoError(t, err)
	require.Contains(t, said, "1 row read, 1 imported")
	require.Contains(t, said, "in less than a second")
	require.NotContains(t, said, "made up")

	o := open(t)
	o.desk.madeUp = true
	o.uploaded("clients", "id,given_name,family_name\nX1,Ada,Example\n")
	require.Contains(t, o.as("amira").page("/lobby/hpa2"), " The people it began with are made up.", "whoever came later may not be")
}

func TestTheGreetingHasSomethingForEveryAccount(t *testing.T) {
	o := open(t)
	var out bytes.Buffer
	o.desk.madeUp = true
	o.desk.greet(&out, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1}, "")
	require.Contains(t, out.String(), "Everybody is made up")
	for _, a := range accounts {
		require.NotEmpty(t, tries[a.Actor.Role], a.Name)
		require.Contains(t, out.String(), "  As "+strings.Fields(a.Name)[0]+": ")
	}
}

func TestEveryAddressThatIsTakenIsServed(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.0.0.1:8080": true, "127.3.2.1:80": true, "localhost": true, "LocalHost:1": true, "[::1]:18087": true, "[::1]": true, "::1": true,
		"example.org": false, "127.0.0.1.example.org": false, "": false, "10.0.0.1:80": false, "[2001:db8::1]:80": false, "localhost.example": false,
	} {
		require.Equal(t, want, local(host), host)
	}
}

func TestHowLongIsInWords(t *testing.T) {
	require.Equal(t, "less than a minute left", left(time.Second))
	require.Equal(t, "about 2 minutes left", left(2*time.Minute))
	require.Equal(t, "less than a second", took(time.Millisecond))
	require.Equal(t, "1 second", took(1500*time.Millisecond))
	require.Equal(t, "90 seconds", took(90*time.Second))
	require.Equal(t, "3 minutes", took(3*time.Minute))
}
