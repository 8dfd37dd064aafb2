/* lean.c: what the lean core has not: refused where CEDE_LEAN is defined.
 *
 * In:   each statement and expression of async functions, as async.c comes by, and
 *       awaits that box_recursion has found.
 * Out:  an error and a hint for each. What include/cede/lean.h has is let pass, so that
 *       what compiles after cedec does so with the lean core, too. */
#include "generate.h"
#include "parse.h"

#include <string.h>

static bool defined_at_end(struct unit *u, const char *name)
{
    for (size_t i = u->macros.n; i > 0; i--)
        if (strcmp(u->macros.at[i - 1].name, name) == 0)
            return !u->macros.at[i - 1].undef;
    return false;
}

void lean_begin(struct unit *u)
{
    u->lean = defined_at_end(u, "CEDE_LEAN");
    u->lean_uncancelled = u->lean && defined_at_end(u, "CEDE_NO_CANCEL");
}

static bool refuse(struct unit *u, size_t begin, size_t end, const char *what, const char *instead)
{
    error_at(u, begin, end, "the lean core (CEDE_LEAN) has no %s", what);
    hint(u, "%s", instead);
    return true;
}

static const char *const events = "start static tasks with cede_start, and let a cede_event or a cede_flag tell when they have ended";
static const char *const loops = "write a loop that awaits each value, or build with the full core";

void lean_check_function(struct unit *u, struct external *x)
{
    if (u->lean && x->sym->is_iter)
        refuse(u, x->declarator_begin, x->declarator_end, "generators", loops);
}

static bool refuse_cancelling(struct unit *u, struct stmt *s)
{
    bool within = s->kind == S_WITHIN;
    error_at(u, s->begin, s->begin + 1, "%s needs cancellation, which CEDE_NO_CANCEL leaves out", within ? "within" : "shield");
    hint(u, "%s", within ? "leave that out, or wait with await(cede_event_wait_for(&e, duration))" : "leave it out: nothing is cancelled");
    return true;
}

bool lean_refuses_stmt(struct unit *u, struct stmt *s)
{
    if (!u->lean)
        return false;
    switch (s->kind) {
    case S_GROUP: return refuse(u, s->begin, s->begin + 1, "groups", events);
    case S_EACH: return refuse(u, s->begin, s->begin + 1, "generators", loops);
    case S_CONTEXT: return refuse(u, s->begin, s->begin + 1, "context variables", "give the value to the functions that need it");
    case S_WITHIN:
    case S_SHIELD: return u->lean_uncancelled && refuse_cancelling(u, s);
    default: return false;
    }
}

static bool refuses_await(struct unit *u, struct expr *e)
{
    struct expr *call = without_parens(e->kids.at[0]);
    if (e->offloaded)
        return refuse(u, e->begin, e->end, "threads to offload to", "let an interrupt set a cede_event, and await that");
    if (e->boxed)
        return refuse(u, e->begin, e->end, "boxed awaits, which take memory from a heap", "write await(f(x)): its frame is part of this one's");
    if (call->kind == E_CALL && !named_function(call))
        return refuse(u, e->begin, e->end, "awaits through pointers: the frame's size would not be known",
                      "choose with if or switch between awaits of functions by name");
    return false;
}

bool lean_refuses_expr(struct unit *u, struct expr *e)
{
    if (!u->lean)
        return false;
    if (e->kind == E_AWAIT)
        return refuses_await(u, e);
    if (e->kind == E_ITER)
        return refuse(u, e->begin, e->end, "generators", loops);
    return e->kind == E_SPAWN && e->op != SP_START
        && refuse(u, e->begin, e->end, "tasks but static ones", "write cede_static_task(name, f); at file scope, and cede_start(&name, f(x))");
}

void lean_check_recursion(struct unit *u, struct expr *e)
{
    if (u->lean)
        refuse(u, e->begin, e->end, "recursion of async functions, which takes memory from a heap", "write a loop with an array that is large enough");
}
