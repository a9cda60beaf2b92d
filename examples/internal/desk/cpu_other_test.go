//go:build !unix

package desk

import "time"

// cpu is not known here.
func cpu() time.Duration { return 0 }
