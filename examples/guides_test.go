package examples_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every document of the repository has to agree with the tree: links lead somewhere, commands
// name packages, scripts, tests and flags that exist, and code blocks are of a kind that some
// test checks.

// documents are all Markdown files, by their path from the root.
func documents(t *testing.T) (root string, paths []string) {
	t.Helper()
	root, err := filepath.Abs("..")
	require.NoError(t, err)
	err = filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{".git", "testdata", "node_modules", "_artifacts"}, d.Name()):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".md"):
			rel, err := filepath.Rel(root, path)
			paths = append(paths, rel)
			return err
		}
		return nil
	})
	require.NoError(t, err)
	require.Contains(t, paths, "README.md")
	require.Contains(t, paths, filepath.Join(".github", "CONTRIBUTING.md"))
	return root, paths
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(text)
}

var (
	link    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	fence   = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")
	span    = regexp.MustCompile("`([^`\n]+)`")
)

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	root, paths := documents(t)
	for _, path := range paths {
		for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(read(t, root, path), ""), -1) {
			if strings.HasPrefix(m[1], "https://") {
				continue // no test needs the network
			}
			file, anchor, _ := strings.Cut(m[1], "#")
			to := filepath.Join(root, path)
			if file != "" {
				to = filepath.Join(root, filepath.Dir(path), file)
			}
			_, err := os.Stat(to)
			require.NoErrorf(t, err, "%s links to %s", path, m[1])
			if anchor != "" {
				require.Containsf(t, anchors(read(t, to)), anchor, "%s links to %s", path, m[1])
			}
		}
	}
}

// anchors are the names that GitHub gives to the headings of a document.
func anchors(text string) (names []string) {
	for _, h := range heading.FindAllStringSubmatch(text, -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(h[1]), "")
		names = append(names, strings.ReplaceAll(name, " ", "-"))
	}
	return names
}

func TestEveryCodeBlockIsOfAKindThatATestReads(t *testing.T) {
	root, paths := documents(t)
	for _, path := range paths {
		for _, b := range fence.FindAllStringSubmatch(read(t, root, path), -1) {
			switch kind := b[1]; {
			case kind == "sh": // TestEveryCommandNamesWhatIsThere
			case kind == "go" && slices.Contains(guides, path): // TestEveryGoBlockOfTheGuidesCompiles
			case kind == "go":
				require.Containsf(t, b[2], "func ", "%s: a Go block that is no declaration is not checked", path)
				parses(t, path, b[2])
			default:
				require.Emptyf(t, kind, "%s: nobody checks a block of %s", path, kind)
			}
		}
	}
}

// parses checks a block of declarations without a package clause.
func parses(t *testing.T, path, block string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "gofmt")
	cmd.Stdin = strings.NewReader(block)
	out, err := cmd.CombinedOutput()
	require.NoErrorf(t, err, "%s: %s", path, out)
	require.Equalf(t, block, string(out), "%s: formatted", path)
}

func TestEveryCommandNamesWhatIsThere(t *testing.T) {
	root, paths := documents(t)
	checked := 0
	for _, path := range paths {
		text := read(t, root, path)
		var lines []string
		for _, b := range fence.FindAllStringSubmatch(text, -1) {
			if b[1] == "sh" {
				lines = append(lines, strings.Split(b[2], "\n")...)
			}
		}
		for _, m := range span.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			lines = append(lines, m[1])
		}
		for _, line := range lines {
			if words := command(line); words != nil {
				checked++
				check(t, root, path, words)
			}
		}
	}
	require.Greater(t, checked, 20)
}

// command splits a line into words if it is a command that can be checked: go, or a
// script of this repository. Quotes are those of a shell, and a comment ends it.
func command(line string) []string {
	line, _, _ = strings.Cut(line, " #")
	var words []string
	for _, w := range regexp.MustCompile(`'[^']*'|\S+`).FindAllString(strings.ReplaceAll(line, `\|`, "|"), -1) {
		words = append(words, strings.Trim(w, "'"))
	}
	switch {
	case len(words) > 1 && words[0] == "go" && slices.Contains([]string{"run", "test", "doc", "vet"}, words[1]):
		return words
	case len(words) > 0 && regexp.MustCompile(`^(\.ci/\w+|[\w/.-]+/[\w-]+\.sh)$`).MatchString(words[0]):
		return words
	}
	return nil
}

// check requires that the tree has what one command names.
func check(t *testing.T, root, path string, words []string) {
	t.Helper()
	said := path + ": " + strings.Join(words, " ")
	if words[0] != "go" {
		checkScript(t, filepath.Join(root, words[0]), words[1:], said)
		return
	}
	where, flags := arguments(words[2:])
	if !strings.HasPrefix(where, "./") || strings.HasSuffix(where, "...") {
		return
	}
	folder := filepath.Join(root, where)
	require.DirExists(t, folder, said)
	code := sources(t, folder)
	if words[1] == "doc" {
		documented(t, code, words[2:], said)
		return
	}
	if words[1] == "run" {
		require.True(t, strings.Contains(code, "package main\n"), "%s: no command", said)
		for _, m := range regexp.MustCompile(`"github.com/caselobby/caselobby/(examples/internal/[^"]+)"`).FindAllStringSubmatch(code, -1) {
			code += sources(t, filepath.Join(root, m[1])) // where an example's flags may be
		}
	}
	checkFlags(t, code, flags, said)
}

// checkScript requires a script that can be run and knows its flags and words.
func checkScript(t *testing.T, script string, words []string, said string) {
	t.Helper()
	info, err := os.Stat(script)
	require.NoError(t, err, said)
	require.NotZero(t, info.Mode()&0o100, "%s: not to be run", said)
	for _, w := range words {
		if strings.HasPrefix(w, "-") || regexp.MustCompile(`^[a-z]+$`).MatchString(w) {
			require.True(t, strings.Contains(sources(t, script), strings.TrimLeft(w, "-")), "%s: no %s there", said, w)
		}
	}
}

// arguments returns the folder that a go command names, if it does, and its flags.
func arguments(words []string) (where string, flags map[string]string) {
	flags = map[string]string{}
	for i, w := range words {
		switch {
		case strings.HasPrefix(w, "./"), w == "work":
			where = w
		case strings.HasPrefix(w, "-") && strings.Contains(w, "="):
			name, value, _ := strings.Cut(strings.TrimLeft(w, "-"), "=")
			flags[name] = value
		case strings.HasPrefix(w, "-") && i+1 < len(words):
			flags[strings.TrimLeft(w, "-")] = words[i+1]
		case strings.HasPrefix(w, "-"):
			flags[strings.TrimLeft(w, "-")] = ""
		}
	}
	return where, flags
}

// checkFlags requires that the code has the tests that flags name, and the flags of its own.
func checkFlags(t *testing.T, code string, flags map[string]string, said string) {
	t.Helper()
	for name, value := range flags {
		switch name {
		case "run", "bench":
			pattern, err := regexp.Compile(value)
			require.NoError(t, err, said)
			kind := map[string]string{"run": "Test|Fuzz|Example", "bench": "Benchmark"}[name]
			found := value == "^$" || slices.ContainsFunc(regexp.MustCompile(`(?m)^func ((?:`+kind+`)\w*)\(`).FindAllStringSubmatch(code, -1),
				func(m []string) bool { return pattern.MatchString(m[1]) })
			require.True(t, found, "%s: nothing there is named so", said)
		case "race", "short", "v", "benchtime", "count", "timeout", "benchmem", "fuzz", "fuzztime":
		default:
			require.True(t, strings.Contains(code, `"`+name+`"`), "%s: no such flag", said)
		}
	}
}

// documented requires that go doc has the flags in words, and the package the names.
func documented(t *testing.T, code string, words []string, said string) {
	t.Helper()
	for _, w := range words {
		switch {
		case strings.HasPrefix(w, "./"):
		case strings.HasPrefix(w, "-"):
			require.Contains(t, []string{"-all", "-http", "-short", "-src"}, w, said)
		default:
			name := w[strings.LastIndex(w, ".")+1:]
			declared := regexp.MustCompile(`(?m)^(?:func (?:\([^)]*\) )?|type |var |const |\t)` + regexp.QuoteMeta(name) + `\b`)
			require.True(t, declared.MatchString(code), "%s: nothing is named so", said)
		}
	}
}

// sources is the text of a file, or of the Go files of a folder.
func sources(t *testing.T, path string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(path, "*.go"))
	require.NoError(t, err)
	if len(files) == 0 {
		text := read(t, path)
		if name := filepath.Base(path); strings.Contains(text, `/tools/run" `+name) {
			text += sources(t, filepath.Join(filepath.Dir(path), "tools", name)) // a script that builds a tool of its name
		}
		if strings.Contains(text, "go run . ") {
			text += sources(t, filepath.Dir(path)) // and one that hands its flags on
		}
		return text
	}
	var all strings.Builder
	for _, f := range files {
		all.WriteString(read(t, f))
	}
	return all.String()
}
