package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// clone makes a throw-away copy of the repository at HEAD and goes there.
func clone(t *testing.T) {
	t.Helper()
	top := git(t, "rev-parse", "--show-toplevel")
	dir := filepath.Join(t.TempDir(), "clone")
	git(t, "clone", "--quiet", "--shared", "--no-tags", top, dir)
	t.Chdir(dir)
	for _, who := range []string{"GIT_AUTHOR", "GIT_COMMITTER"} {
		t.Setenv(who+"_NAME", "Release")
		t.Setenv(who+"_EMAIL", "release@example.com")
	}
}

func git(t *testing.T, args ...string) string {
	t.Helper()
	out, err := output(".", "git", args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheRootIsTaggedFirstThenLibrariesThenExamples(t *testing.T) {
	clone(t)
	branch := git(t, "rev-parse", "HEAD")
	tags, err := tag("v0.3.0")
	if err != nil {
		t.Fatal(err)
	}
	if tags[0] != "v0.3.0" {
		t.Errorf("%s comes first, before the root that it requires", tags[0])
	}
	kind := func(tag string) int {
		switch {
		case tag == "v0.3.0":
			return 0
		case strings.HasPrefix(tag, "examples/"):
			return 2
		}
		return 1
	}
	if !slices.IsSortedFunc(tags, func(a, b string) int { return kind(a) - kind(b) }) {
		t.Errorf("they are in the order %v", tags)
	}
	for _, want := range []string{"store/postgres/v0.3.0", "lobby/otel/v0.3.0", "matching/splink/v0.3.0", "examples/services/v0.3.0"} {
		if !slices.Contains(tags, want) {
			t.Errorf("%s is not tagged", want)
		}
	}
	if there := strings.Fields(git(t, "tag", "--list")); len(there) != len(tags) {
		t.Errorf("of %v there is %v", tags, there)
	}
	if git(t, "rev-parse", "HEAD") != branch || git(t, "status", "--porcelain") != "" || strings.Contains(git(t, "worktree", "list"), "release-") {
		t.Error("the branch and its tree are not as they were")
	}
}

func TestATaggedModuleRequiresTheReleaseAndReplacesNothing(t *testing.T) {
	clone(t)
	tags, err := tag("v0.3.0")
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range tags[1:] {
		text := git(t, "show", tag+":"+strings.TrimSuffix(tag, "v0.3.0")+"go.mod")
		if strings.Contains(text, "replace") {
			t.Errorf("%s replaces:\n%s", tag, text)
		}
		for line := range strings.Lines(text) {
			if name, version, ours := strings.Cut(strings.TrimSpace(line), " v"); ours && strings.Contains(name, root) && !strings.HasPrefix(version, "0.3.0") {
				t.Errorf("%s requires %s", tag, strings.TrimSpace(line))
			}
		}
	}
}

func TestNothingIsTaggedWhereATagIsTaken(t *testing.T) {
	clone(t)
	git(t, "tag", "store/postgres/v0.3.0")
	if tags, err := tag("v0.3.0"); err == nil || !strings.Contains(err.Error(), "already store/postgres/v0.3.0") {
		t.Fatalf("%v %v", tags, err)
	}
	if there := git(t, "tag", "--list"); there != "store/postgres/v0.3.0" {
		t.Errorf("there is %s", there)
	}
}

func TestWhatIsNoVersionOrNotCommittedIsRefused(t *testing.T) {
	clone(t)
	for _, version := range []string{"0.3.0", "v0.3", "v1", "latest", "v0.3.0+build"} {
		if err := run([]string{version}); err == nil || !strings.Contains(err.Error(), "is no version") {
			t.Errorf("%s: %v", version, err)
		}
	}
	git(t, "rm", "--quiet", "LICENSE")
	if err := run([]string{"v0.3.0"}); err == nil || !strings.Contains(err.Error(), "not clean") {
		t.Error(err)
	}
}
