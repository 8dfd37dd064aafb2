/* lint_value.h: what values come from; shared by lint_value.c, which follows them, and
 * lint_shared.c, which says what they are followed from. */
#ifndef GEN_LINT_VALUE_H
#define GEN_LINT_VALUE_H

#include "lint_graph.h"
#include "map.h"

/* At most so many per function; what comes then is not followed. */
#define MOST_ORIGINS 64

/* A shared object, by the way it is written, or a local's address. */
struct origin {
    const char *written;            /* "total", "accounts[i].balance"; NULL: see address */
    struct symbol *address;
    VEC(struct symbol *) locals;    /* that `written` mentions: it means another object when one is set */
};

struct origins {
    struct lint *l;
    VEC(struct origin) all;
    struct map pointers;            /* locals and parameters that point to shared objects: to themselves */
    VEC(struct stmt *) groups;      /* of the function */
    bool writes;                    /* something shared is written */
    bool spawns;
};

/* Looks through the function. */
void origins_find(struct origins *o, struct lint *l);
/* The number of the shared object that e is; -1: it is none, or too many are known. */
int origin_of(struct origins *o, struct expr *e);
/* … of this local's address. */
int origin_of_address(struct origins *o, struct symbol *s);
/* Whether the variable is one for all tasks. */
bool is_shared_variable(const struct symbol *s);

#endif
