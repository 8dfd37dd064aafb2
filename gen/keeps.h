/* keeps.h: what becomes of the pointers that a call is given. */
#ifndef GEN_KEEPS_H
#define GEN_KEEPS_H

#include "generate.h"

/* Whether a call may leave a copy of its argument number `arg` (0: the first), or of a
 * pointer made of it, where it is found when the call is over.
 *
 *   unused     nobody looks at the call's result */
bool call_keeps(struct unit *u, struct expr *call, size_t arg, bool unused);

/* The same as far as the function's own declarations and body tell, its result left out. */
bool function_keeps(struct unit *u, struct symbol *f, size_t arg);

/* keeps_body.c: as far as the body tells of a static function that is defined in this file. */
bool body_keeps(struct unit *u, struct symbol *f, size_t arg);

#endif
