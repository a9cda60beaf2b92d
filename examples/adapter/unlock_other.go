//go:build !unix || aix || solaris

package adapter

import "os"

// unlock leaves it to the closing of the file to give up the lock.
func unlock(*os.File) {}
