/* lint_result.c: awaits whose result reports an error and is dropped.
 *
 * In:   await(call) as a statement of its own, or left of a comma.
 * Out:  async-unused-result.
 *
 * A result reports an error where a call fails by value (docs/language.md, Errors are
 * values): it has type int, long or ssize_t and is not declared with CEDE_VALUE. Silent
 * where nothing is lost:
 *   - the function is in this file and returns nothing but numbers from 0 up;
 *   - the operation of the library cannot fail, or closes, or its error is a group's;
 *   - in a defer, which could not do anything about it;
 *   - (void) stands before it. */
#include "lint.h"
#include "lower.h"
#include "map.h"
#include "parse.h"

#include <string.h>

/* ---- operations of the library ------------------------------------------------------- */

static bool is_harmless(const char *name)
{
    static const char *const list[] = {
        /* 0, or a number. */
        "cede_sleep", "cede_sleep_until", "cede_yield", "cede_event_wait", "cede_flag_wait", "cede_signal_wait",
        "cede_semaphore_acquire", "cede_condition_wait", "cede_latch_wait", "cede_queue_join", "cede_group_room",
        "cede_wait", "cede_race", "cede_select", "cede_bytes_get", "cede_mailbox_get",
        /* -EDEADLK and -EBUSY: a mistake of the program's, as with pthread_mutex_lock. */
        "cede_mutex_lock", "cede_rwlock_read", "cede_rwlock_write", "cede_waker_wait",
        /* Fails only where the program itself has shut the queue down. */
        "cede_queue_put",
        /* What is closed is gone, whatever the answer. */
        "cede_stream_close", "cede_listener_close",
        /* The task's failure is its group's, too. */
        "cede_join", "cede_gather", NULL
    };
    return name_is_one_of(name, list);
}

/* ---- functions of this file ----------------------------------------------------------- */

/* Stored by their addresses. */
static char asked, fails, does_not_fail;

static bool can_fail(struct lint *l, const struct symbol *f);

/* Whether the value may lie below 0, as far as one can see. */
static bool may_be_negative(struct lint *l, struct expr *e)
{
    long long value;
    e = without_parens(e);
    if (expr_constant(l->u, e, &value))
        return value < 0;
    switch (e->kind) {
    case E_AND: case E_OR: case E_SIZEOF:
        return false;
    case E_UNARY:
        return e->op != '!';
    case E_BINARY:
        return e->op != '<' && e->op != '>' && e->op != P_LE && e->op != P_GE && e->op != P_EQ && e->op != P_NE;
    case E_COND:
        return may_be_negative(l, e->kids.at[1]) || may_be_negative(l, e->kids.at[e->kids.n - 1]);
    case E_COMMA:
        return may_be_negative(l, e->kids.at[1]);
    case E_AWAIT: {
        struct expr *call = without_parens(e->kids.at[0]);
        struct symbol *f = e->offloaded ? NULL : named_function(call);
        return !f || (!is_harmless(f->name) && can_fail(l, f));
    }
    default:
        return true;
    }
}

/* Whether the group's failure, or the generator's, is returned. */
static bool carries_on(struct lint *l, struct stmt *s)
{
    long long flags;
    if (s->other)
        return false;
    return s->kind == S_EACH || (s->kind == S_GROUP && (!s->expr || (expr_constant(l->u, s->expr, &flags) && flags == 0)));
}

static bool returns_errors(struct lint *l, struct stmt *s);

/* Statement expressions may return, too. */
static bool expr_returns_errors(struct lint *l, struct expr *e)
{
    if (!e)
        return false;
    if (e->kind == E_STMT && returns_errors(l, e->body))
        return true;
    for (size_t i = 0; i < e->kids.n; i++)
        if (expr_returns_errors(l, e->kids.at[i]))
            return true;
    return false;
}

static bool returns_errors(struct lint *l, struct stmt *s)
{
    if (!s)
        return false;
    if (s->kind == S_RETURN && s->expr && may_be_negative(l, s->expr))
        return true;
    if (carries_on(l, s) || expr_returns_errors(l, s->expr))
        return true;
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++)
        if (expr_returns_errors(l, s->decl->declarators.at[i].init))
            return true;
    for (size_t i = 0; i < s->list.n; i++)
        if (returns_errors(l, s->list.at[i]))
            return true;
    return returns_errors(l, s->init) || returns_errors(l, s->body) || returns_errors(l, s->other);
}

/* A function that is asked while it is being asked does not fail by that: the other ways out
 * decide. What another was found by this to be is forgotten, until the first one is known. */
static bool can_fail(struct lint *l, const struct symbol *f)
{
    void **known = map_at(l->results, f);
    if (*known) {
        l->assumed = l->assumed || *known == &asked;
        return *known == &fails;
    }
    *known = &asked;
    l->asking++;
    struct external *x = definition_of(l->u, f);
    bool answer = !f->is_value && (!x || returns_errors(l, x->body));
    if (--l->asking == 0)
        l->assumed = false;
    *map_at(l->results, f) = answer ? &fails : l->assumed ? NULL : &does_not_fail;
    return answer;
}

/* ---- awaits ------------------------------------------------------------------------------ */

static bool reports_errors(struct lint *l, struct expr *e)
{
    struct expr *call = without_parens(e->kids.at[0]);
    struct symbol *f = named_function(call);
    enum type_kind kind = type_strip(expr_type(l->u, e))->kind;
    if (e->offloaded || (kind != TY_INT && kind != TY_LONG))
        return false;
    return !f || (!is_harmless(f->name) && can_fail(l, f));
}

static void check_dropped(struct lint *l, struct expr *e)
{
    struct stmt *value;
    e = without_parens(e);
    if (e->kind == E_COMMA || e->kind == E_AND || e->kind == E_OR || e->kind == E_COND)
        for (size_t i = 1; i < e->kids.n; i++)  /* of a comma the left one is visited as it is */
            check_dropped(l, e->kids.at[i]);
    if (e->kind == E_STMT && (value = value_statement(e)))
        check_dropped(l, value->expr);
    if (e->kind != E_AWAIT || l->in_defer || !reports_errors(l, e))
        return;
    struct symbol *f = named_function(without_parens(e->kids.at[0]));
    lint_found(l, WARN_UNUSED_RESULT, e->begin, e->end,
               "handle it, as in if (await(...) < 0) ..., or write (void)await(...) where it does not matter",
               f ? "the result of '%s', which may be an error, is not used" : "this result, which may be an error, is not used",
               f ? f->name : "");
}

static void visit(struct lint *l, struct expr *e)
{
    struct stmt *s = l->stmt;
    if (e == l->full && ((s->kind == S_EXPR && s->expr == e && s != l->value) || (s->kind == S_FOR && s->inc == e)))
        check_dropped(l, e);
    if (e->kind == E_COMMA)
        check_dropped(l, e->kids.at[0]);
}

void lint_result(struct lint *l)
{
    if (!l->results)
        l->results = NEW(struct map);
    lint_exprs(l, visit);
}
