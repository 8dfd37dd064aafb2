/* keeps_body.c: whether a function's body shows that a parameter is not kept.
 *
 * In:   a static function that is defined in this file; the number of a parameter.
 * Out:  false where each use of the parameter, and of each local that it is put into,
 *       is one that leaves no copy: it is followed (*p, p->m, p[i]), compared, counted on,
 *       put into a local variable, or given to a call that does not keep it.
 *
 * All else keeps it: stores, returns, initialisers of structs and arrays, conversions to
 * numbers, &p, inline assembler; and so does a body that cannot be parsed, one that is
 * being looked at already, and a chain of more than MOST_INSIDE calls. */
#include "keeps.h"
#include "parse_internal.h"

enum { MOST_INSIDE = 20 };

enum { NOT_LOOKED_AT, IS_LOOKED_AT, KEEPS, LETS_GO };       /* symbol.keeps */

/* What becomes of the value of an expression. */
enum fate { KEPT, FOLLOWED, DROPPED };

struct look {
    struct unit *u;
    VEC(struct symbol *) ours;      /* variables that may hold a pointer made of the parameter */
    struct stmt *value;             /* the statement whose value is that of the ({ … }) around it */
    bool grew, keeps;
};

static void look(struct look *l, struct expr *e, enum fate fate);
static void look_sizes(struct look *l, struct type *t);
static void look_stmt(struct look *l, struct stmt *s);

/* ---- what is made of the parameter ---------------------------------------------- */

static bool is_one_of_ours(struct look *l, struct symbol *sym)
{
    for (size_t i = 0; i < l->ours.n; i++)
        if (l->ours.at[i] == sym)
            return true;
    return false;
}

static bool points(struct look *l, struct expr *e)
{
    struct type *t = type_decay(type_strip(expr_type(l->u, e)));
    return t->kind == TY_POINTER || t->kind == TY_UNKNOWN;
}

static bool is_array(struct look *l, struct expr *e)
{
    struct type *t = type_strip(expr_type(l->u, e));
    return t->kind == TY_ARRAY || t->kind == TY_UNKNOWN;
}

static bool is_ours(struct look *l, struct expr *e);

static bool any_is_ours(struct look *l, struct expr *e, size_t from)
{
    for (size_t i = from; i < e->kids.n; i++)
        if (is_ours(l, e->kids.at[i]))
            return true;
    return false;
}

/* Whether an lvalue is a part of what the parameter points to. */
static bool is_inside(struct look *l, struct expr *e)
{
    e = without_parens(e);
    switch (e->kind) {
    case E_MEMBER: return e->op == '.' ? is_inside(l, e->kids.at[0]) : is_ours(l, e->kids.at[0]);
    case E_INDEX: return any_is_ours(l, e, 0);
    case E_UNARY: return e->op == '*' ? is_ours(l, e->kids.at[0]) : is_inside(l, e->kids.at[0]);
    case E_GENERIC: case E_CHOOSE:
        for (size_t i = 1; i < e->kids.n; i++)
            if (is_inside(l, e->kids.at[i]))
                return true;
        return false;
    default: return false;
    }
}

/* Whether the value of e may be a pointer that is made of the parameter. */
static bool is_ours(struct look *l, struct expr *e)
{
    struct stmt *value;
    switch (e->kind) {
    case E_IDENT: return is_one_of_ours(l, e->sym);
    case E_PAREN: case E_CAST: case E_PREFIX: case E_POSTFIX: return is_ours(l, e->kids.at[0]);
    case E_UNARY: return e->op == '&' ? is_inside(l, e->kids.at[0]) : is_array(l, e) && is_inside(l, e);
    case E_INDEX: case E_MEMBER: return is_array(l, e) && is_inside(l, e);
    case E_BINARY: return points(l, e) && any_is_ours(l, e, 0);
    case E_ASSIGN: return any_is_ours(l, e, 0);
    case E_COND: return any_is_ours(l, e, e->kids.n > 2);
    case E_GENERIC: case E_CHOOSE: return any_is_ours(l, e, 1);
    case E_COMMA: return is_ours(l, e->kids.at[1]);
    case E_STMT:
        value = value_statement(e);
        return value && is_ours(l, value->expr);
    default: return false;
    }
}

/* ---- expressions ------------------------------------------------------------------- */

/* A variable of the function's own, which is gone with the call. */
static bool is_local(struct symbol *sym)
{
    return sym->kind == SYM_VAR && (sym->block_scope || sym->is_param) && !sym->thread_local_ && !sym->has_cleanup &&
           (sym->storage == ST_NONE || sym->storage == ST_AUTO);
}

/* A pointer of ours is put into a variable. */
static void put_into(struct look *l, struct symbol *sym)
{
    if (!sym || !is_local(sym) || type_strip(sym->type)->kind != TY_POINTER) {
        l->keeps = true;
    } else if (!is_one_of_ours(l, sym)) {
        VEC_PUSH(&l->ours, sym);
        l->grew = true;
    }
}

static void look_kids(struct look *l, struct expr *e, size_t from, enum fate fate)
{
    for (size_t i = from; i < e->kids.n; i++)
        look(l, e->kids.at[i], fate);
}

static void look_assignment(struct look *l, struct expr *e)
{
    struct expr *to = without_parens(e->kids.at[0]), *from = e->kids.at[1];
    look(l, to, FOLLOWED);
    if (e->op == '=' && is_ours(l, from)) {
        put_into(l, to->kind == E_IDENT ? to->sym : NULL);
        look(l, from, FOLLOWED);
    } else {
        look(l, from, KEPT);
    }
}

static void look_call(struct look *l, struct expr *e, bool unused)
{
    look(l, e->kids.at[0], FOLLOWED);
    for (size_t i = 1; i < e->kids.n; i++)
        look(l, e->kids.at[i], is_ours(l, e->kids.at[i]) && !call_keeps(l->u, e, i - 1, unused) ? FOLLOWED : KEPT);
}

static bool is_comparison(int op)
{
    return op == '<' || op == '>' || op == P_LE || op == P_GE || op == P_EQ || op == P_NE;
}

static void look_unary(struct look *l, struct expr *e)
{
    struct expr *of = without_parens(e->kids.at[0]);
    if (e->op == '&' && of->kind == E_IDENT && is_one_of_ours(l, of->sym))
        l->keeps = true;
    look(l, of, e->op == '&' || e->op == '*' || e->op == '!' ? FOLLOWED : KEPT);
}

/* What is made of ours was judged by `fate`: what it is made of, then, is judged no more. */
static void look_into(struct look *l, struct expr *e, enum fate fate)
{
    switch (e->kind) {
    case E_PAREN:
        look(l, e->kids.at[0], fate);
        return;
    case E_CAST:
        look_sizes(l, e->type);
        if (type_strip(e->type)->kind == TY_VOID)
            fate = DROPPED;
        look(l, e->kids.at[0], fate != DROPPED && type_strip(e->type)->kind != TY_POINTER ? KEPT : fate);
        return;
    case E_UNARY:
        look_unary(l, e);
        return;
    case E_MEMBER: case E_INDEX: case E_AND: case E_OR: case E_PREFIX: case E_POSTFIX:
        look_kids(l, e, 0, FOLLOWED);
        return;
    case E_BINARY:
        look_kids(l, e, 0, points(l, e) || is_comparison(e->op) || e->op == '-' ? FOLLOWED : KEPT);
        return;
    case E_COND:
        look(l, e->kids.at[0], e->kids.n > 2 ? FOLLOWED : fate);
        look_kids(l, e, 1, fate);
        return;
    case E_GENERIC: case E_CHOOSE:
        look_kids(l, e, 1, fate);
        return;
    case E_COMMA:
        look(l, e->kids.at[0], DROPPED);
        look(l, e->kids.at[1], fate);
        return;
    case E_ASSIGN:
        look_assignment(l, e);
        return;
    case E_CALL:
        look_call(l, e, fate == DROPPED);
        return;
    case E_STMT: {
        struct stmt *outer = l->value;
        l->value = value_statement(e);
        look_stmt(l, e->body);
        l->value = outer;
        return;
    }
    case E_SIZEOF:
        look_sizes(l, e->type);
        return;
    case E_AWAIT: case E_ITER: case E_SPAWN:
        l->keeps = true;
        return;
    default:
        look_kids(l, e, 0, KEPT);
    }
}

static void look(struct look *l, struct expr *e, enum fate fate)
{
    if (!e || e->unevaluated || l->keeps)
        return;
    if (fate == KEPT && is_ours(l, e))
        l->keeps = true;
    else
        look_into(l, e, fate);
}

/* What the sizes of variable-length arrays are made of is evaluated. */
static void look_sizes(struct look *l, struct type *t)
{
    for (; t; t = t->base)
        if (t->kind == TY_ARRAY && t->vla)
            look(l, t->size, KEPT);
}

/* ---- statements ------------------------------------------------------------------------ */

static void look_decl(struct look *l, struct decl *d)
{
    for (size_t i = 0; i < d->declarators.n; i++) {
        struct expr *init = d->declarators.at[i].init;
        struct symbol *sym = d->declarators.at[i].sym;
        look_sizes(l, sym->type);
        if (init && is_ours(l, init)) {
            put_into(l, sym);
            look(l, init, FOLLOWED);
        } else {
            look(l, init, KEPT);
        }
    }
}

static void look_asm(struct look *l, struct stmt *s)
{
    for (size_t i = 0; i < s->exprs.n; i++) {
        look(l, s->exprs.at[i], KEPT);
        l->keeps = l->keeps || is_inside(l, s->exprs.at[i]);
    }
}

static void look_stmt(struct look *l, struct stmt *s)
{
    if (!s || l->keeps)
        return;
    switch (s->kind) {
    case S_DECL:
        look_decl(l, s->decl);
        break;
    case S_ASM:
        look_asm(l, s);
        break;
    case S_EXPR:
        look(l, s->expr, s == l->value ? KEPT : DROPPED);
        break;
    case S_IF: case S_WHILE: case S_DO: case S_FOR:
        look(l, s->expr, FOLLOWED);
        look(l, s->inc, DROPPED);
        break;
    case S_RETURN: case S_SWITCH: case S_GOTO:
        look(l, s->expr, KEPT);
        break;
    case S_NULL: case S_BLOCK: case S_CASE: case S_DEFAULT: case S_LABEL: case S_BREAK: case S_CONTINUE:
    case S_PRAGMA: case S_STATIC_ASSERT: case S_LOCAL_LABELS:
        break;
    default:                        /* async C's */
        l->keeps = true;
    }
    for (size_t i = 0; i < s->list.n; i++)
        look_stmt(l, s->list.at[i]);
    look_stmt(l, s->init);
    look_stmt(l, s->body);
    look_stmt(l, s->other);
}

/* ---- functions ---------------------------------------------------------------------------- */

static bool shows_keeping(struct unit *u, struct symbol *f, struct external *x, size_t arg)
{
    struct type *t = type_strip(f->type);
    struct look l = { u, { NULL, 0, 0 }, NULL, true, false };
    if (!x->body && !parse_ordinary_body(u, x))
        return true;
    put_into(&l, x->params.at[arg]);
    while (l.grew && !l.keeps) {
        l.grew = false;
        for (size_t i = 0; i < t->params.n; i++)
            look_sizes(&l, t->params.at[i].written);
        look_stmt(&l, x->body);
    }
    return l.keeps;
}

bool body_keeps(struct unit *u, struct symbol *f, size_t arg)
{
    struct external *x = f->definition ? &u->externals.at[f->definition - 1] : NULL;
    if (!x || arg >= x->params.n || type_strip(f->type)->no_prototype || u->looks_inside >= MOST_INSIDE)
        return true;
    if (!f->keeps)
        f->keeps = NEW_ARRAY(unsigned char, x->params.n);
    if (f->keeps[arg] == NOT_LOOKED_AT) {
        f->keeps[arg] = IS_LOOKED_AT;
        u->looks_inside++;
        f->keeps[arg] = shows_keeping(u, f, x, arg) ? KEEPS : LETS_GO;
        u->looks_inside--;
    }
    return f->keeps[arg] != LETS_GO;
}
