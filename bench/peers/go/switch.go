// switch.go: the switches of cede/switch.c in Go; a call that has nothing to wait for is a call.
package main

import "runtime"

var sum int

func yield(n int) int {
	for i := 0; i < n; i++ {
		runtime.Gosched()
		sum++
	}
	return 0
}

//go:noinline
func child(x int) int { return x + 1 }

func awaits(n int) {
	for i := 0; i < n; i++ {
		sum += child(i)
	}
}

//go:noinline
func deep(levels, n int) int {
	if levels == 0 {
		return yield(n)
	}
	return deep(levels-1, n) + 1
}

//go:noinline
func chain(levels, x int) int {
	if levels == 1 {
		runtime.Gosched()
		return x
	}
	return chain(levels-1, x) + 1
}

func chains(n int) {
	for i := 0; i < n; i++ {
		sum += chain(10, i)
	}
}

func queue(n int) {
	to, fro := make(chan int, 1), make(chan int, 1)
	go func() {
		for x := range to {
			fro <- x + 1
		}
	}()
	for i := 0; i < n; i++ {
		to <- i
		sum += <-fro
	}
}

func spawn(n int) {
	for i := 0; i < n; i++ {
		result := make(chan int, 1)
		go func(x int) { result <- child(x) }(i)
		sum += <-result
	}
}

func main() {
	scenarioMain(map[string]func(int){
		"yield": func(n int) { yield(n) },
		"child": awaits,
		"deep":  func(n int) { sum += deep(10, n) },
		"chain": chains,
		"queue": queue,
		"spawn": spawn,
	}, &sum)
}
