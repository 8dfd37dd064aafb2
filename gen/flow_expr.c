/* flow_expr.c: what an expression does to the variables at a point of the graph.
 *
 * A variable that is named is read, or set; an array that becomes a pointer, and the
 * operand of &, give an address away. That address is only lent where it is followed
 * at once (*&x, array[i], (&x)->m) or handed to a call that does not keep it
 * (keeps.c): then the variable is read and perhaps set here, and no more. In every
 * other place its address is known from here on. When in doubt it is. */
#include "flow_internal.h"
#include "keeps.h"
#include <string.h>

static void read_inner(struct graph *g, struct expr *e);
static void read_stmt(struct graph *g, struct stmt *s);
static struct var *root(struct graph *g, struct expr *e);
static struct var *pointee(struct graph *g, struct expr *e);

/* Whether it is printed as something else than its operands. */
static bool replaced(struct expr *e)
{
    struct how *h = how_of(e);
    return h && h->kind != H_PLAIN && h->kind != H_SPAWN && h->kind != H_LITERAL && h->kind != H_RIGHT && h->kind != H_COND;
}

static struct type *stripped(struct graph *g, struct expr *e)
{
    return type_strip(expr_type(g->f->u, e));
}

static bool is_pointer(struct graph *g, struct expr *e)
{
    return type_decay(stripped(g, e))->kind == TY_POINTER;
}

/* Whether the name of an object of this type is its address. */
static bool decays(struct type *t)
{
    t = type_strip(t);
    return t->kind == TY_ARRAY || t->kind == TY_UNKNOWN || (t->kind == TY_BUILTIN && strstr(t->name, "va_list"));
}

/* ---- objects -------------------------------------------------------------------- */

/* a[i], i[a], and of a vector, which is no pointer. */
static struct var *element(struct graph *g, struct expr *e)
{
    bool second = is_pointer(g, e->kids.at[1]);
    struct expr *of = e->kids.at[second];
    struct var *v = is_pointer(g, of) ? pointee(g, of) : root(g, of);
    read_expr(g, e->kids.at[!second]);
    return v;
}

/* The variable that an lvalue x.m[i].n is a part of; reads the subscripts. NULL
 * when it is no part of one; then everything in it has been read. */
static struct var *root(struct graph *g, struct expr *e)
{
    struct how *h = how_of(e);
    if (h && h->kind == H_VAR)
        return h->var;
    if (h && h->kind == H_ADDRESS)
        return NULL;
    if (h && h->kind == H_KEPT) {
        read_inner(g, e);
        def(g, h->var);
        return h->var;
    }
    switch (e->kind) {
    case E_PAREN:
        return root(g, e->kids.at[0]);
    case E_IDENT:
        return var_of(e->sym);
    case E_MEMBER:
        return e->op == '.' ? root(g, e->kids.at[0]) : pointee(g, e->kids.at[0]);
    case E_INDEX:
        return element(g, e);
    case E_GENERIC:
    case E_CHOOSE:
        if (e->chosen)
            return root(g, e->kids.at[e->chosen]);
        for (size_t i = 1; i < e->kids.n; i++)      /* only the compiler knows which */
            take_address(g, e->kids.at[i]);
        return NULL;
    case E_COMPOUND:
        read_expr(g, e->kids.at[0]);
        if (!h || h->kind != H_LITERAL)
            return NULL;
        def(g, h->var);
        return h->var;
    case E_UNARY:
        if (e->op == 'r' || e->op == 'i')
            return root(g, e->kids.at[0]);
        if (e->op == '*')
            return pointee(g, e->kids.at[0]);
        break;
    default:
        break;
    }
    read_expr(g, e);
    return NULL;
}

/* The variable that e points into, where that can be seen: &x.m, array, array + i. NULL:
 * none; then everything in it has been read. */
static struct var *pointee(struct graph *g, struct expr *e)
{
    struct how *h = how_of(e);
    if (e->unevaluated)
        return NULL;
    if (!replaced(e) && !(h && h->kind == H_RIGHT))
        switch (e->kind) {
        case E_PAREN:
            return pointee(g, e->kids.at[0]);
        case E_CAST:
            if (type_strip(e->type)->kind != TY_POINTER)
                break;
            read_sizes(g, e->type);
            return pointee(g, e->kids.at[0]);
        case E_UNARY:
            if (e->op == '&')
                return root(g, e->kids.at[0]);
            break;
        case E_BINARY: {
            bool second = is_pointer(g, e->kids.at[1]);
            struct var *v;
            if ((e->op != '+' && e->op != '-') || second == is_pointer(g, e->kids.at[0]))
                break;
            v = pointee(g, e->kids.at[second]);
            read_expr(g, e->kids.at[!second]);
            return v;
        }
        default:
            break;
        }
    if (e->kind != E_STRING && stripped(g, e)->kind == TY_ARRAY)
        return root(g, e);
    read_expr(g, e);
    return NULL;
}

static void give_address(struct graph *g, struct expr *of, struct expr *e)
{
    struct var *v = root(g, of);
    lend(g, v);
    escape(g, v, e);
}

void take_address(struct graph *g, struct expr *e)
{
    give_address(g, e, e);
}

struct expr *strip(struct expr *e)
{
    while (e->kind == E_PAREN && !replaced(e))
        e = e->kids.at[0];
    return e;
}

static void assign(struct graph *g, struct expr *lhs, bool also_read)
{
    struct expr *e = strip(lhs);
    struct var *v = root(g, e);
    if (!v)
        return;
    if (e->kind == E_IDENT) {
        if (also_read)
            use(g, v);
        def(g, v);
    } else {
        lend(g, v);         /* a part is set, the rest stays */
    }
}

/* ---- values -------------------------------------------------------------------------- */

void read_sizes(struct graph *g, struct type *t)
{
    for (; t; t = t->base)
        if (t->kind == TY_ARRAY && t->vla)
            read_expr(g, t->size);
}

static void read_maybe(struct graph *g, struct expr *e)
{
    bool maybe = g->maybe;
    g->maybe = true;
    read_expr(g, e);
    g->maybe = maybe;
}

static void read_kids(struct graph *g, struct expr *e)
{
    for (size_t i = 0; i < e->kids.n; i++)
        if (!e->kids.at[i]->unevaluated)
            read_expr(g, e->kids.at[i]);
}

/* An ordinary call. */
static void read_call(struct graph *g, struct expr *e)
{
    struct expr *outer = g->call;
    bool unused = how_of(e) && how_of(e)->unused;
    read_expr(g, e->kids.at[0]);
    for (size_t i = 1; i < e->kids.n; i++) {
        struct var *v;
        g->call = e;
        if (!is_pointer(g, e->kids.at[i]) || call_keeps(g->f->u, e, i - 1, unused)) {
            read_expr(g, e->kids.at[i]);
            continue;
        }
        v = pointee(g, e->kids.at[i]);
        lend(g, v);
    }
    g->call = outer;
}

void read_arguments(struct graph *g, struct expr *call, bool pointer, struct expr *await)
{
    struct expr *outer = g->call;
    g->call = await;
    for (size_t i = !pointer; i < call->kids.n; i++)
        read_expr(g, call->kids.at[i]);
    g->call = outer;
}

static void read_object(struct graph *g, struct expr *e)
{
    struct var *v = root(g, e);
    use(g, v);
    if (v && decays(expr_type(g->f->u, e)))
        escape(g, v, e);
}

static void read_inner(struct graph *g, struct expr *e)
{
    switch (e->kind) {
    case E_IDENT:
    case E_MEMBER:
    case E_INDEX:
        read_object(g, e);
        return;
    case E_COMPOUND: {
        struct var *v = root(g, e);
        if (v && type_is_array(e->type)) {
            use(g, v);
            escape(g, v, e);
        }
        return;
    }
    case E_PAREN:
        read_expr(g, e->kids.at[0]);
        return;
    case E_UNARY:
        if (e->op == '&')
            give_address(g, e->kids.at[0], e);
        else if (e->op == '*')
            read_object(g, e);
        else
            read_expr(g, e->kids.at[0]);
        return;
    case E_ASSIGN:
        if (e->op == '=') {
            read_expr(g, e->kids.at[1]);
            assign(g, e->kids.at[0], false);
        } else {
            assign(g, e->kids.at[0], true);
            read_expr(g, e->kids.at[1]);
        }
        return;
    case E_PREFIX:
    case E_POSTFIX:
        assign(g, e->kids.at[0], true);
        return;
    case E_AND:
    case E_OR:
    case E_COND:
        read_expr(g, e->kids.at[0]);
        for (size_t i = 1; i < e->kids.n; i++)
            read_maybe(g, e->kids.at[i]);
        return;
    case E_SIZEOF:
        read_sizes(g, e->type);
        return;
    case E_CAST:
        read_sizes(g, e->type);
        read_expr(g, e->kids.at[0]);
        return;
    case E_CALL:
        read_call(g, e);
        return;
    case E_VA_ARG:
        take_address(g, e->kids.at[0]);
        return;
    case E_STMT: {
        bool maybe = g->maybe;
        g->maybe = true;
        read_stmt(g, e->body);
        g->maybe = maybe;
        return;
    }
    default:
        read_kids(g, e);
    }
}

void read_expr(struct graph *g, struct expr *e)
{
    struct how *h;
    if (!e || e->unevaluated)
        return;
    h = how_of(e);
    switch (h ? h->kind : H_PLAIN) {
    case H_VAR:
    case H_ADDRESS:
    case H_LEAVING:
        use(g, h->var);
        if (h->kind == H_VAR && h->var->type && decays(h->var->type))
            escape(g, h->var, e);
        return;
    case H_VOID:
        return;
    case H_RIGHT:
        read_expr(g, e->kids.at[1]);
        return;
    case H_COND:
        use(g, h->var);
        for (size_t i = 1; i < e->kids.n; i++)
            read_maybe(g, e->kids.at[i]);
        return;
    default:
        read_inner(g, e);
    }
}

/* The statements of a statement expression that has no await: uses only. */
static void read_stmt(struct graph *g, struct stmt *s)
{
    if (!s)
        return;
    if (s->decl)
        for (size_t i = 0; i < s->decl->declarators.n; i++) {
            read_sizes(g, s->decl->declarators.at[i].sym->type);
            read_expr(g, s->decl->declarators.at[i].init);
        }
    read_expr(g, s->expr);
    read_expr(g, s->expr2);
    read_expr(g, s->inc);
    for (size_t i = 0; i < s->exprs.n; i++)
        take_address(g, s->exprs.at[i]);
    for (size_t i = 0; i < s->list.n; i++)
        read_stmt(g, s->list.at[i]);
    read_stmt(g, s->init);
    read_stmt(g, s->body);
    read_stmt(g, s->other);
}
