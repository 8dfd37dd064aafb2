/* async_iter.c: the types of generators' values.
 *
 * In C all held generators are one struct, and values are copied by their size, so the
 * compiler cannot tell them apart. */
#include "generate.h"
#include "lower.h"
#include "parse_internal.h"
#include <string.h>

/* T of a type cede_iter(T) *; NULL: it is another type. */
static struct type *iter_value(struct type *t)
{
    t = type_strip(t);
    if (t->kind != TY_POINTER && t->kind != TY_ARRAY)
        return NULL;
    t = type_strip(t->base);
    return t->kind == TY_STRUCT && t->sym && t->sym->name && strcmp(t->sym->name, "cede_iter") == 0 ? t->base : NULL;
}

void iter_check_types(struct unit *u, struct type *to, struct expr *from)
{
    struct type *a = iter_value(to), *b = a ? iter_value(expr_type(u, from)) : NULL;
    if (!b || type_same(type_unqualified(a), type_unqualified(b)))
        return;
    error_at(u, from->begin, from->end, "this generator's values have another type");
    hint(u, "the T of cede_iter(T) is that of async_iter(T)");
}

/* cede_next(it, &x) */
static void check_next(struct unit *u, struct expr *call)
{
    struct expr *to = call->kids.at[2];
    struct type *value = iter_value(expr_type(u, call->kids.at[1])), *t = type_decay(type_strip(expr_type(u, to)));
    if (!value || t->kind != TY_POINTER || type_same(type_unqualified(value), t->base))
        return;
    error_at(u, to->begin, to->end, "the values of this generator have another type than what they are to be stored in");
    hint(u, "cede_next copies them as they are: give it a pointer to the T of cede_iter(T)");
}

void iter_check_arguments(struct unit *u, struct expr *call, struct symbol *f, struct type *fn)
{
    for (size_t i = 0; fn->kind == TY_FUNCTION && i < fn->params.n && i + 1 < call->kids.n; i++)
        iter_check_types(u, fn->params.at[i].type, call->kids.at[i + 1]);
    if (f && call->kids.n == 3 && strcmp(f->name, "cede_next") == 0)
        check_next(u, call);
}

/* What is larger than a frame's alignment travels as bytes, so it has to be the same type. */
bool iter_converts(struct type *to, struct type *from)
{
    struct type *a = type_strip(to), *b = type_strip(from);
    if (type_same(type_unqualified(to), type_unqualified(from)))
        return true;
    if (type_over_aligned(a) || type_over_aligned(b))
        return false;
    return (type_is_arithmetic(a) && type_is_arithmetic(b)) || (a->kind == TY_POINTER && b->kind == TY_POINTER);
}

/* Whatever its values are, a generator ends with an int. */
void iter_check_return(struct unit *u, struct stmt *s)
{
    struct type *t = s->expr ? type_strip(expr_type(u, s->expr)) : NULL;
    if (!t || t->kind == TY_UNKNOWN || (type_is_arithmetic(t) && !type_is_floating(t)))
        return;
    error_at(u, s->expr->begin, s->expr->end, "a generator ends with an int: negative for an error, 0 for none");
    hint(u, "yield(v); gives a value");
}
