package table

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/encoding/unicode"
)

// decode returns a reader of UTF-8 or of bytes that may be Windows-1252. UTF-16 it converts, and
// names as the encoding. If the file is no text, wrong says what it is.
func decode(r io.Reader) (b *bufio.Reader, encoding, wrong string) {
	b = bufio.NewReaderSize(r, maxLine)
	head, _ := b.Peek(256) // an error comes again with the first line
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.bytes)) {
			return b, "", s.what
		}
	}
	switch zeros := zeroBytes(head); {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = b.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), zeros == odd:
		return utf16(b, unicode.LittleEndian), "UTF-16, little-endian", ""
	case bytes.HasPrefix(head, []byte("\xfe\xff")), zeros == even:
		return utf16(b, unicode.BigEndian), "UTF-16, big-endian", ""
	}
	return b, "", ""
}

// signatures are the first bytes of files that people take for CSV by mistake.
var signatures = []struct{ bytes, what string }{
	{"\xff\xfe\x00\x00", "text in UTF-32"},
	{"\x00\x00\xfe\xff", "text in UTF-32"},
	{"PK\x03\x04", "a workbook (xlsx, ods) or a zip archive"},
	{"\xd0\xcf\x11\xe0", "an old Excel workbook (xls)"},
	{"\x1f\x8b", "compressed (gzip)"},
	{"%PDF", "a PDF"},
	{"{\\rtf", "a document (rtf)"},
	{"{", "JSON"},
	{"[{", "JSON"},
	{"<", "XML or HTML"},
	{"PAR1", "Parquet"},
	{"SQLite format 3\x00", "a database (SQLite)"},
}

func utf16(r io.Reader, order unicode.Endianness) *bufio.Reader {
	return bufio.NewReaderSize(unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(r), maxLine)
}

// Where the zero bytes of a text stand.
type zeros int

const (
	nowhere zeros = iota
	odd           // every second byte: UTF-16 without its mark, little-endian
	even          // the same, big-endian
)

// zeroBytes tells UTF-16 without its mark: a header is mostly in Latin letters,
// of which one byte in two is zero. Other text has no zero byte at all.
func zeroBytes(head []byte) zeros {
	var at [2]int
	for i, c := range head {
		if c == 0 {
			at[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case half >= 2 && at[0] == 0 && 4*at[1] >= 3*half:
		return odd
	case half >= 2 && at[1] == 0 && 4*at[0] >= 3*half:
		return even
	}
	return nowhere
}
