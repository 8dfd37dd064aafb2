/* programs.h: the programs that are linked with a driver, and how each is run: included by
 * one file of each driver, and the only place that knows how a loop is made. */
#ifndef CEDE_TESTS_PROGRAMS_H
#define CEDE_TESTS_PROGRAMS_H

#include "driver.h"
#include <stdio.h>
#include <string.h>

/* By name. */
static struct program *programs;

void corpus_add(struct program *p)
{
    struct program **at = &programs;
    while (*at && strcmp((*at)->name, p->name) < 0)
        at = &(*at)->next;
    p->next = *at;
    *at = p;
}

void run_once(const struct program *p)
{
    printf("= %d\n", run_loop(p->entry));
}

#if defined(CORPUS_PLAIN)
int run_loop(int (*entry)(void))
{
    return entry();
}
#elif defined(CORPUS_STACKFUL)
int run_loop(int (*entry)(void))
{
    return st_run(entry);
}
#else
#include <cede/sim.h>

int run_loop(int (*entry)(void))
{
    cede_sim *sim = cede_sim_new();
    int outcome = cede_sim_run(sim, entry());
    unsigned left = cede_sim_left(sim);
    cede_sim_free(sim);
    if (left)
        printf("%u blocks, timers or tasks left\n", left);
    return outcome;
}
#endif

#endif
