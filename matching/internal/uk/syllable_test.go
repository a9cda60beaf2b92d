package uk

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSyllablesOfChineseAndKoreanNames(t *testing.T) {
	for _, s := range []string{"JIA", "WEI", "MING", "XIAO", "ZHI", "YING", "LI", "AN", "ER", "SEO", "YEON", "JUN", "MIN", "HUI"} {
		require.True(t, syllable(s), s)
	}
	for _, s := range []string{"", "ANN", "LEE", "MARIE", "PAUL", "JOHN", "MARY", "JANE", "KATE", "STR", "X", "TOM", "BILL", "ROSE"} {
		require.False(t, syllable(s), s)
	}
}
