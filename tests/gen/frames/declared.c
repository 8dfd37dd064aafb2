/* declared.c: CEDE_NOESCAPE and the attribute, and who does not honour it. */
#include <cede.h>

int number;
void lend(CEDE_NOESCAPE int *p);
void attribute(__attribute__((noescape)) int *p);
void behind(int *p __attribute__((__noescape__)));
void in_array(CEDE_NOESCAPE int p[2], int *q);
void twice(int *p);
void twice(CEDE_NOESCAPE int *p);
void twice(int *p);
int *gives(CEDE_NOESCAPE int *p);
void unnamed(CEDE_NOESCAPE int *);
static inline void defined(CEDE_NOESCAPE int *p) { lend(p); }
void by_pointer(void (*f)(CEDE_NOESCAPE int *));
async int waits(CEDE_NOESCAPE int *p);

async void lent_lend(void) { int x; lend(&x); await(cede_yield()); }
async void lent_attribute(void) { int x; attribute(&x); await(cede_yield()); }
async void lent_behind(void) { int x; behind(&x); await(cede_yield()); }
async void lent_in_array(void) { int x[2]; in_array(x, 0); await(cede_yield()); }
async void lent_twice(void) { int x; twice(&x); await(cede_yield()); }
async void lent_gives(void) { int x; gives(&x); await(cede_yield()); }
async void lent_unnamed(void) { int x; unnamed(&x); await(cede_yield()); }
async void lent_defined(void) { int x; defined(&x); await(cede_yield()); }

async void lent_to_a_queue(cede_queue *q) { int x = 1; if (cede_queue_try_put(q, &x) < 0) number++; number += cede_queue_try_get(q, &x); await(cede_yield()); }

async void kept_second(void) { int x; in_array(0, &x); await(cede_yield()); }
async void kept_gives(void) { int x; number += *gives(&x); await(cede_yield()); }
async void kept_by_pointer(void) { int x; void (*f)(CEDE_NOESCAPE int *) = lend; f(&x); await(cede_yield()); }
async void kept_awaited(void) { int x; await(waits(&x)); await(cede_yield()); }
async void kept_started(void) { int x; group (g) { spawn(g, waits(&x)); await(cede_yield()); } else { } }
