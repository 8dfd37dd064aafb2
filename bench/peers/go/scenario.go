// scenario.go: what scenario.h tells, for Go.
package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
)

var grown int // set by what measures memory

func cpuNs() int64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return u.Utime.Nano() + u.Stime.Nano()
}

func rssBytes() int {
	var size, pages int
	f, err := os.Open("/proc/self/statm")
	if err == nil {
		_, err = fmt.Fscan(f, &size, &pages)
		f.Close()
	}
	if err != nil {
		panic(err)
	}
	return pages * os.Getpagesize()
}

func scenarioMain(all map[string]func(int), sum *int) {
	size := 0
	if len(os.Args) == 3 {
		size, _ = strconv.Atoi(os.Args[2])
	}
	if size <= 0 || all[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage:", os.Args[0], "SCENARIO SIZE")
		os.Exit(2)
	}
	begin := cpuNs()
	all[os.Args[1]](size)
	fmt.Printf("cpu_ns %.3f\nsum %d\n", float64(cpuNs()-begin)/float64(size), *sum)
	if grown != 0 {
		fmt.Printf("bytes %.1f\n", float64(grown)/float64(size))
	}
}
