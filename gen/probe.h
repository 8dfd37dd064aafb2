/* probe.h: numbers that only the user's compiler knows. */
#ifndef GEN_PROBE_H
#define GEN_PROBE_H

#include "ast.h"
#include "options.h"

/* Constant expressions of C, and what the target's compiler says they are. */
struct probes {
    VEC(const char *) questions;
    VEC(long) answers;
    struct text stack;          /* the compiler's -fstack-usage; empty: it does not tell */
};

/* Takes down a question and returns its number. The value is to be between 0 and 2 GB. */
int probe_ask(struct probes *p, const char *expression);
/* The C of the questions from number `from` on, to stand where their names are known. */
void probe_print(const struct probes *p, int from, struct text *out);
/* Asks the compiler, which is given this text with the questions in it; false after a message. */
bool probe_answer(struct unit *u, const struct options *o, const struct text *c, struct probes *p);
/* Bytes of the stack that a function of the text takes itself; -1: not known. */
long probe_stack(const struct probes *p, const char *function);

#endif
