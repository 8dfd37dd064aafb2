/* Results of several types, and arguments that are structs and pointers. */
#include <cede/macros.h>
#include "twin.h"

struct point { int x, y; };

CEDE_FRAME_OF(struct point, moved, struct point p; int by;);
CEDE_DEFINE(moved, cede_yield);
CEDE_ASYNC(moved)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    f->p.x += f->by;
    f->p.y -= f->by;
    CEDE_RETURN(f->p);
    CEDE_END;
}

CEDE_FRAME_OF(double, half, double x;);
CEDE_DEFINE(half, cede_sleep);
CEDE_ASYNC(half)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_sleep, cede_ms(1));
    CEDE_RETURN(f->x / 2);
    CEDE_END;
}

CEDE_FRAME_OF(const char *, name_of, int n;);
CEDE_DEFINE(name_of);
CEDE_ASYNC(name_of)
{
    CEDE_BEGIN;
    CEDE_RETURN(f->n ? "many" : "none");
    CEDE_END;
}

CEDE_FRAME_VOID(store, int *to; int value;);
CEDE_DEFINE(store, cede_yield);
CEDE_ASYNC(store)
{
    CEDE_BEGIN;
    CEDE_AWAIT(cede_yield);
    *f->to = f->value;
    CEDE_END;
}

CEDE_FRAME(results, struct point p; int stored; double h; const char *name;);
CEDE_DEFINE(results, moved, half, name_of, store);
CEDE_ASYNC(results)
{
    CEDE_BEGIN;
    f->p.x = 1;
    f->p.y = 2;
    f->stored = 0;
    CEDE_AWAIT_INTO(f->p, moved, .p = f->p, .by = 10);
    event("%d %d", f->p.x, f->p.y);
    CEDE_AWAIT_INTO(f->h, half, .x = f->p.x);
    event("%d tenths", (int)(10 * f->h));
    CEDE_AWAIT(name_of, .n = 0);
    event("%s", CEDE_RESULT(name_of));
    CEDE_AWAIT(store, .to = &f->stored, .value = 5);
    event("%d", f->stored);
    CEDE_AWAIT(moved, .p = f->p, .by = f->stored);
    CEDE_RETURN(CEDE_RESULT(moved).y);
    CEDE_END;
}

TWIN(hand_results, CEDE_CALL(results));
