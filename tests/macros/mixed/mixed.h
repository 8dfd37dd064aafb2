/* mixed.h: async functions of two files: generated ones in generated.c, ones by hand in
 * hand.c. Each file includes it, and so does cedec. */
#ifndef MIXED_H
#define MIXED_H

#include <cede.h>
#include <cede/macros.h>

struct both { int a, b; };

/* By hand. */
cede_async int doubled(int n, cede_duration wait);
CEDE_PROTOTYPE(int, doubled, int n; cede_duration wait;);
cede_async struct both asks_generated(int n);
CEDE_PROTOTYPE(struct both, asks_generated, int n;);
cede_async void adds(int *to, char by);
CEDE_PROTOTYPE_VOID(adds, int *to; char by;);
cede_async int nothing_to_say(void);
CEDE_PROTOTYPE(int, nothing_to_say, );
cede_async int adds_up(cede_iter(int) *it);
CEDE_PROTOTYPE(int, adds_up, cede_iter(int) *it;);

/* Generated. */
async int tripled(int n);
CEDE_PROTOTYPE(int, tripled, int n;);
async struct both awaits_by_hand(int n);
CEDE_PROTOTYPE(struct both, awaits_by_hand, int n;);
async int hands_on(void);
async int hands_over(void);

/* What the cleanups saw. */
extern int unwound;

#endif
