// sleepers.go: what a sleeping goroutine takes.
package main

import (
	"math/rand"
	"runtime"
	"time"
)

var count int

func sleepers(n int) {
	before := rssBytes()
	for i := 0; i < n; i++ {
		go time.Sleep(time.Duration(100000+rand.Intn(100000)) * time.Second)
	}
	runtime.Gosched()
	grown = rssBytes() - before
	count = n
}

func main() {
	scenarioMain(map[string]func(int){"sleepers": sleepers}, &count)
}
