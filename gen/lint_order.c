/* lint_order.c: calls that stand left of an await and are made after it.
 *
 * The awaits of a full expression come first (docs/language.md, Order of evaluation), so
 * in f(next(), await(g())) next is called when g has ended. C would leave the order open;
 * who reads from left to right expects the other one.
 *
 * In:   full expressions.
 * Out:  async-order, of calls that may do something. Silent about functions that only
 *       compute: those with the attributes pure and const, known ones, mathematics, builtins. */
#include "lint.h"
#include "lower.h"
#include "parse.h"

#include <string.h>

static bool has_attribute(struct unit *u, const struct symbol *f, const char *const *list)
{
    for (size_t i = 0; i < f->attr_begin.n; i++)
        for (size_t k = f->attr_begin.at[i]; k < f->attr_end.at[i]; k++)
            if (u->tokens.at[k].kind == T_IDENT && name_is_one_of(u->tokens.at[k].text, list))
                return true;
    return false;
}

/* Declared in a header of functions that only compute, of a system's. */
static bool is_mathematics(const struct symbol *f)
{
    static const char *const list[] = { "math.h", "mathcalls.h", "complex.h", "cmathcalls.h", "ctype.h", "wctype.h", NULL };
    const char *name = strrchr(f->place->file->name, '/');
    return f->place->file->system && name && name_is_one_of(name + 1, list);
}

static bool only_computes(struct unit *u, struct expr *call)
{
    static const char *const attributes[] = { "pure", "__pure__", "const", "__const__", "unsequenced", "reproducible", NULL };
    static const char *const list[] = {
        "strlen", "strnlen", "strcmp", "strncmp", "strcasecmp", "strncasecmp", "memcmp", "strchr", "strrchr", "strstr",
        "memchr", "strspn", "strcspn", "strpbrk", "abs", "labs", "llabs", "atoi", "atol", "atoll", "atof", "htons",
        "htonl", "ntohs", "ntohl", "strerror", "getpid", "getenv", "sizeof",
        "cede_now", "cede_after", "cede_until", "cede_self", "cede_leaving", "cede_cancel_pending", NULL
    };
    struct symbol *f = named_function(call);
    const char *name = called_name(u, call);
    if (!name)
        return false;
    return strncmp(name, "__builtin_", 10) == 0 || name_is_one_of(name, list) ||
           (f && (is_mathematics(f) || has_attribute(u, f, attributes)));
}

/* The first call in e that does something and is not part of an await; NULL: none. */
static struct expr *first_call(struct unit *u, struct expr *e)
{
    struct expr *found;
    if (!e || e->unevaluated || e->kind == E_AWAIT || e->kind == E_STMT || e->kind == E_SIZEOF)
        return NULL;
    for (size_t i = 0; i < e->kids.n; i++)
        if ((found = first_call(u, e->kids.at[i])))
            return found;
    return e->kind == E_CALL && !only_computes(u, e) ? e : NULL;
}

static void check(struct lint *l, struct expr *e, struct expr **left);

/* An await at this place comes before the call on its left. */
static void meet_await(struct lint *l, struct expr **left)
{
    struct expr *call = *left;
    if (!call)
        return;
    const char *name = called_name(l->u, call);
    lint_found(l, WARN_ORDER, call->begin, call->end,
               "keep its value in a variable, in a statement above, if it has to come first",
               name ? "'%s' is called after the await on its right" : "this call is made after the await on its right", name);
    *left = NULL;
}

/* e decides what behind it is evaluated, in C as here: its own calls come first. */
static void check_decision(struct lint *l, struct expr *e, struct expr **left)
{
    struct expr *own = *left;
    check(l, e, &own);
    if (!own)
        *left = NULL;
}

/* Goes over e from left to right; *left is a call that was passed by. */
static void check(struct lint *l, struct expr *e, struct expr **left)
{
    struct expr *none = NULL;
    if (!e || e->unevaluated)
        return;
    if (!expr_suspends(e)) {
        if (!*left)
            *left = first_call(l->u, e);
        return;
    }
    switch (e->kind) {
    case E_AWAIT:
        meet_await(l, left);
        for (size_t i = 0; i < e->kids.n; i++)
            check(l, e->kids.at[i], &none);     /* its arguments come just before it */
        return;
    case E_STMT:
        meet_await(l, left);                /* its statements are looked at themselves */
        return;
    case E_AND: case E_OR: case E_COND: case E_COMMA:
        check_decision(l, e->kids.at[0], left);
        for (size_t i = 1; i < e->kids.n; i++)
            check(l, e->kids.at[i], left);
        return;
    default:
        for (size_t i = 0; i < e->kids.n; i++)
            check(l, e->kids.at[i], left);
        if (e->kind == E_CALL && !*left && !only_computes(l->u, e))
            *left = e;
    }
}

static void visit(struct lint *l, struct expr *e)
{
    struct expr *none = NULL;
    if (e == l->full && expr_suspends(e))
        check(l, e, &none);
}

void lint_order(struct lint *l)
{
    lint_exprs(l, visit);
}
