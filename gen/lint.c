/* lint.c: what is allowed, and most likely not meant.
 *
 * In:   the trees of a file in which nothing is wrong. That they were lowered leaves them as they
 *       were, but that an attribute cleanup is a defer now.
 * Out:  warnings, by function and there in the order of the text.
 *
 * A lint is silent where it cannot tell: a false alarm costs more than a miss, since it
 * teaches people to switch it off. Each has its file and its name (warning.c). */
#include "lint.h"

#include "lower.h"
#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what lints ask ---------------------------------------------------------------- */

bool name_is_one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

const char *called_name(struct unit *u, struct expr *call)
{
    struct symbol *f = named_function(call);
    struct expr *callee = without_parens(call->kids.at[0]);
    if (f)
        return f->name;
    return callee->kind == E_IDENT && !callee->sym ? u->tokens.at[callee->begin].text : NULL;
}

static struct expr *without_casts(struct expr *e)
{
    for (e = without_parens(e); e->kind == E_CAST; )
        e = without_parens(e->kids.at[0]);
    return e;
}

const char *as_written(struct unit *u, struct expr *e)
{
    struct text t = { NULL, 0, 0 };
    if (e)
        e = without_casts(e);
    for (size_t i = e ? e->begin : 0; e && i < e->end; i++)
        text_puts(&t, u->tokens.at[i].text);
    return intern_string(t.n ? t.bytes : "");
}

bool is_null(struct unit *u, struct expr *e)
{
    long long value;
    e = without_casts(e);
    return expr_constant(u, e, &value) && value == 0;
}

struct external *definition_of(struct unit *u, const struct symbol *f)
{
    for (size_t i = 0; f->has_body && i < u->externals.n; i++)
        if (u->externals.at[i].kind == X_ASYNC && u->externals.at[i].sym == f)
            return &u->externals.at[i];
    return NULL;
}

/* ---- over the tree ------------------------------------------------------------------------- */

static void visit_stmt(struct lint *l, struct stmt *s, lint_visit *visit);

static void visit_expr(struct lint *l, struct expr *e, lint_visit *visit)
{
    if (!e || e->unevaluated)
        return;
    visit(l, e);
    if (e->kind == E_SIZEOF)
        return;
    if (e->kind == E_STMT) {
        struct expr *full = l->full;
        struct stmt *value = l->value;
        l->value = value_statement(e);
        visit_stmt(l, e->body, visit);
        l->full = full;
        l->value = value;
    }
    for (size_t i = 0; i < e->kids.n; i++)
        visit_expr(l, e->kids.at[i], visit);
}

static void visit_full(struct lint *l, struct expr *e, lint_visit *visit)
{
    l->full = e;
    visit_expr(l, e, visit);
}

static void visit_stmt(struct lint *l, struct stmt *s, lint_visit *visit)
{
    struct stmt *outer = l->stmt;
    bool in_defer = l->in_defer;
    if (!s)
        return;
    l->stmt = s;
    l->in_defer |= s->kind == S_DEFER;
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++)
        visit_full(l, s->decl->declarators.at[i].init, visit);
    visit_stmt(l, s->init, visit);
    l->stmt = s;
    visit_full(l, s->expr, visit);
    visit_full(l, s->expr2, visit);
    visit_full(l, s->inc, visit);
    for (size_t i = 0; i < s->exprs.n; i++)
        visit_full(l, s->exprs.at[i], visit);
    for (size_t i = 0; i < s->list.n; i++)
        visit_stmt(l, s->list.at[i], visit);
    visit_stmt(l, s->body, visit);
    visit_stmt(l, s->other, visit);
    l->stmt = outer;
    l->in_defer = in_defer;
}

void lint_exprs(struct lint *l, lint_visit *visit)
{
    visit_stmt(l, l->x->body, visit);
}

/* ---- what was found ------------------------------------------------------------------------- */

void lint_found(struct lint *l, enum warning which, size_t begin, size_t end, const char *hint, const char *format, ...)
{
    struct text t = { NULL, 0, 0 };
    char line[1000];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    text_puts(&t, line);
    VEC_PUSH(&l->found, ((struct finding){ which, begin, end, t.bytes, hint }));
}

static int by_place(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    if (x->which != y->which)
        return x->which < y->which ? -1 : 1;
    return x->end != y->end ? (x->end < y->end ? -1 : 1) : strcmp(x->text, y->text);
}

/* One warning of a name at a place is enough. */
static bool is_told(const struct lint *l, size_t i)
{
    return i > 0 && l->found.at[i].begin == l->found.at[i - 1].begin && l->found.at[i].which == l->found.at[i - 1].which;
}

static void tell(struct lint *l)
{
    if (l->found.n)
        qsort(l->found.at, l->found.n, sizeof *l->found.at, by_place);
    for (size_t i = 0; i < l->found.n; i++) {
        struct finding *f = &l->found.at[i];
        if (!is_told(l, i) && warning_at(l->u, f->which, f->begin, f->end, "%s", f->text) && f->hint)
            hint(l->u, "%s", f->hint);
    }
    l->found.n = 0;
}

void lint(struct unit *u)
{
    static void (*const lints[N_WARNINGS])(struct lint *) = {
        [WARN_BLOCKING] = lint_blocking, [WARN_BUSY_LOOP] = lint_loop, [WARN_DANGLING] = lint_value,
        [WARN_LOST_UPDATE] = lint_value, [WARN_MUTEX] = lint_mutex, [WARN_ORDER] = lint_order, [WARN_UNUSED_RESULT] = lint_result
    };
    struct lint l;
    memset(&l, 0, sizeof l);
    l.u = u;
    for (size_t i = 0; i < u->externals.n; i++) {
        l.x = &u->externals.at[i];
        if (l.x->kind != X_ASYNC || l.x->bad)
            continue;
        l.has_graph = l.followed = false;
        for (int k = 0; k < N_WARNINGS; k++)
            if (lints[k] && warning_is_on(u, (enum warning)k))
                lints[k](&l);
        tell(&l);
    }
    warning_check_comments(u);
}
