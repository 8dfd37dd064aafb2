/* lint_shared.c: which objects of a function other tasks can reach.
 *
 * In:   an async function, and what its file spawns.
 * Out:  shared objects, each named by how it is written:
 *         - variables at file scope and static ones, their members and elements;
 *         - what a pointer at file scope points to;
 *         - what a local points to that is only ever set to the address of such an object;
 *         - what a parameter points to, where this file spawns the function more than once
 *           with one address.
 * Other pointers may lead to objects of this task alone, so nothing is said about them. */
#include "lint_value.h"

#include "lower.h"
#include "parse.h"

#include <string.h>

bool is_shared_variable(const struct symbol *s)
{
    if (!s || s->kind != SYM_VAR || s->is_param || s->is_constexpr)
        return false;
    return !s->block_scope || s->storage == ST_STATIC || s->storage == ST_EXTERN;
}

/* ---- how an object is written ------------------------------------------------------ */

/* Whether e, evaluated again, is the same object, unless a variable in it was set. */
static bool is_plain(struct expr *e)
{
    switch (e->kind) {
    case E_IDENT: case E_NUMBER: case E_CHAR:
        return true;
    case E_PAREN: case E_MEMBER: case E_INDEX: case E_UNARY: case E_BINARY:
        for (size_t i = 0; i < e->kids.n; i++)
            if (!is_plain(e->kids.at[i]))
                return false;
        return true;
    default:
        return false;
    }
}

/* The variable that an object or address begins with; NULL: none. */
static struct symbol *root_of(struct expr *e)
{
    switch (e->kind) {
    case E_PAREN: case E_MEMBER: case E_INDEX: case E_CAST:
        return root_of(e->kids.at[0]);
    case E_UNARY:
        return e->op == '*' || e->op == '&' ? root_of(e->kids.at[0]) : NULL;
    case E_BINARY:
        return e->op == '+' || e->op == '-' ? root_of(e->kids.at[0]) : NULL;
    case E_IDENT:
        return e->sym && e->sym->kind == SYM_VAR ? e->sym : NULL;
    default:
        return NULL;
    }
}

static bool is_array(struct unit *u, struct expr *e)
{
    return type_strip(expr_type(u, e))->kind == TY_ARRAY;
}

/* Whether the object e is a part of its root, and not behind a pointer. */
static bool is_part(struct unit *u, struct expr *e)
{
    e = without_parens(e);
    switch (e->kind) {
    case E_IDENT: return true;
    case E_MEMBER: return e->op == '.' && is_part(u, e->kids.at[0]);
    case E_INDEX: return is_array(u, e->kids.at[0]) && is_part(u, e->kids.at[0]);
    default: return false;
    }
}

static bool is_shared(struct origins *o, struct expr *e)
{
    struct symbol *root = root_of(e);
    if (!root)
        return false;
    return is_shared_variable(root) || (map_get(&o->pointers, root) && !is_part(o->l->u, e));
}

static void add_locals(struct origin *origin, struct expr *e)
{
    if (e->kind == E_IDENT && e->sym && e->sym->kind == SYM_VAR && !is_shared_variable(e->sym))
        VEC_PUSH(&origin->locals, e->sym);
    for (size_t i = 0; i < e->kids.n; i++)
        add_locals(origin, e->kids.at[i]);
}

static bool is_lvalue(const struct expr *e)
{
    return e->kind == E_IDENT || e->kind == E_MEMBER || e->kind == E_INDEX || (e->kind == E_UNARY && e->op == '*');
}

int origin_of(struct origins *o, struct expr *e)
{
    struct text t = { NULL, 0, 0 };
    e = without_parens(e);
    if (!is_lvalue(e) || !is_plain(e) || !is_shared(o, e) || is_array(o->l->u, e))
        return -1;
    for (size_t i = e->begin; i < e->end; i++)
        if (o->l->u->tokens.at[i].punct != '(' && o->l->u->tokens.at[i].punct != ')')
            text_printf(&t, "%s ", o->l->u->tokens.at[i].text);
    const char *written = intern(t.bytes, t.n);
    for (size_t i = 0; i < o->all.n; i++)
        if (o->all.at[i].written == written)
            return (int)i;
    if (o->all.n == MOST_ORIGINS)
        return -1;
    struct origin origin;
    memset(&origin, 0, sizeof origin);
    origin.written = written;
    add_locals(&origin, e);
    VEC_PUSH(&o->all, origin);
    return (int)o->all.n - 1;
}

int origin_of_address(struct origins *o, struct symbol *s)
{
    for (size_t i = 0; i < o->all.n; i++)
        if (o->all.at[i].address == s)
            return (int)i;
    if (o->all.n == MOST_ORIGINS)
        return -1;
    struct origin origin;
    memset(&origin, 0, sizeof origin);
    origin.address = s;
    VEC_PUSH(&o->all, origin);
    return (int)o->all.n - 1;
}

/* ---- locals that point to them --------------------------------------------------------- */

/* Whether e is the address of something shared, or of a part of it. */
static bool is_shared_address(struct unit *u, struct expr *e)
{
    e = without_parens(e);
    while (e->kind == E_CAST)
        e = without_parens(e->kids.at[0]);
    if (e->kind == E_BINARY && (e->op == '+' || e->op == '-'))
        return is_shared_address(u, e->kids.at[0]);
    struct expr *object = e->kind == E_UNARY && e->op == '&' ? without_parens(e->kids.at[0]) : is_array(u, e) ? e : NULL;
    return object && is_shared_variable(root_of(object)) && is_part(u, object);
}

static void meet_value(struct origins *o, struct symbol *s, struct expr *value, struct map *others)
{
    if (is_shared_variable(s) || type_strip(s->type)->kind != TY_POINTER)
        return;
    *map_at(value && is_shared_address(o->l->u, value) ? &o->pointers : others, s) = s;
}

/* ---- parameters that do ------------------------------------------------------------------ */

/* An address that tasks are given. */
struct given {
    struct symbol *root;
    struct symbol *function;
    size_t parameter;
    int times;              /* 2: more than once */
};

struct spawns {
    struct unit *u;
    VEC(struct given) all;
    VEC(struct stmt *) loops;   /* around */
};

/* Whether each round of a loop around has an object of its own. */
static bool is_of_the_loop(const struct spawns *s, const struct symbol *root)
{
    for (size_t i = 0; i < s->loops.n; i++)
        for (struct stmt *b = root->block; b; b = b->parent)
            if (b == s->loops.at[i])
                return true;
    return false;
}

/* &x, &x.m, an array x: one object whenever it is evaluated. */
static struct symbol *one_object(struct unit *u, struct expr *e)
{
    e = without_parens(e);
    struct expr *object = e->kind == E_UNARY && e->op == '&' ? without_parens(e->kids.at[0]) : is_array(u, e) ? e : NULL;
    while (object && object->kind == E_MEMBER && object->op == '.')
        object = without_parens(object->kids.at[0]);
    return object && object->kind == E_IDENT && object->sym && object->sym->kind == SYM_VAR ? object->sym : NULL;
}

static void meet_spawn(struct spawns *s, struct expr *e)
{
    struct expr *call = without_parens(e->kids.at[e->kids.n - 1]);
    struct symbol *f = call->kind == E_CALL ? named_function(call) : NULL;
    for (size_t i = 1; f && i < call->kids.n; i++) {
        struct symbol *root = one_object(s->u, call->kids.at[i]);
        if (root)
            VEC_PUSH(&s->all, ((struct given){ root, f, i - 1, s->loops.n && !is_of_the_loop(s, root) ? 2 : 1 }));
    }
}

static void find_spawns(struct spawns *s, struct stmt *st);

static void find_spawns_in(struct spawns *s, struct expr *e)
{
    if (!e || e->unevaluated)
        return;
    if (e->kind == E_SPAWN && e->op != SP_RUN && e->op != SP_MAIN)
        meet_spawn(s, e);
    if (e->kind == E_STMT)
        find_spawns(s, e->body);
    for (size_t i = 0; i < e->kids.n; i++)
        find_spawns_in(s, e->kids.at[i]);
}

static void find_spawns(struct spawns *s, struct stmt *st)
{
    if (!st)
        return;
    bool loop = st->kind == S_FOR || st->kind == S_WHILE || st->kind == S_DO || st->kind == S_EACH;
    if (loop)
        VEC_PUSH(&s->loops, st);
    for (size_t i = 0; st->decl && i < st->decl->declarators.n; i++)
        find_spawns_in(s, st->decl->declarators.at[i].init);
    find_spawns_in(s, st->expr);
    find_spawns_in(s, st->inc);
    for (size_t i = 0; i < st->list.n; i++)
        find_spawns(s, st->list.at[i]);
    find_spawns(s, st->init);
    find_spawns(s, st->body);
    find_spawns(s, st->other);
    s->loops.n -= loop;
}

static bool is_given_again(const struct spawns *s, const struct given *g)
{
    int times = 0;
    for (size_t i = 0; i < s->all.n; i++)
        times += s->all.at[i].root == g->root ? s->all.at[i].times : 0;
    return times > 1;
}

/* Of the whole file, once. */
static struct spawns *spawns_of(struct lint *l)
{
    if (l->spawns)
        return l->spawns;
    l->spawns = NEW(struct spawns);
    l->spawns->u = l->u;
    for (size_t i = 0; i < l->u->externals.n; i++)
        if (l->u->externals.at[i].kind == X_ASYNC && !l->u->externals.at[i].bad)
            find_spawns(l->spawns, l->u->externals.at[i].body);
    return l->spawns;
}

static void find_shared_parameters(struct origins *o)
{
    struct spawns *s = spawns_of(o->l);
    struct external *x = o->l->x;
    for (size_t i = 0; i < s->all.n; i++) {
        const struct given *g = &s->all.at[i];
        if (g->function == x->sym && g->parameter < x->params.n && is_given_again(s, g))
            *map_at(&o->pointers, x->params.at[g->parameter]) = x->params.at[g->parameter];
    }
}

/* ---- the function ---------------------------------------------------------------------------- */

struct looking {
    struct origins *o;
    struct map others;          /* locals that were set to something else */
    bool writes_behind;         /* a pointer, maybe */
};

static void look(struct looking *k, struct stmt *s);

static void look_at(struct looking *k, struct expr *e)
{
    if (!e || e->unevaluated)
        return;
    struct expr *left = e->kind == E_ASSIGN || e->kind == E_PREFIX || e->kind == E_POSTFIX ? without_parens(e->kids.at[0]) : NULL;
    if (left && left->kind == E_IDENT && left->sym && left->sym->kind == SYM_VAR && e->kind == E_ASSIGN && e->op == '=')
        meet_value(k->o, left->sym, e->kids.at[1], &k->others);
    if (left && root_of(left)) {
        k->o->writes |= is_shared_variable(root_of(left));
        k->writes_behind |= left->kind != E_IDENT;
    }
    k->o->spawns |= e->kind == E_SPAWN;
    if (e->kind == E_STMT)
        look(k, e->body);
    for (size_t i = 0; i < e->kids.n; i++)
        look_at(k, e->kids.at[i]);
}

static void look(struct looking *k, struct stmt *s)
{
    if (!s)
        return;
    if (s->kind == S_GROUP)
        VEC_PUSH(&k->o->groups, s);
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++) {
        struct declarator *d = &s->decl->declarators.at[i];
        if (d->init && d->sym->kind == SYM_VAR)
            meet_value(k->o, d->sym, d->init, &k->others);
        look_at(k, d->init);
    }
    look_at(k, s->expr);
    look_at(k, s->expr2);
    look_at(k, s->inc);
    for (size_t i = 0; i < s->list.n; i++)
        look(k, s->list.at[i]);
    look(k, s->init);
    look(k, s->body);
    look(k, s->other);
}

void origins_find(struct origins *o, struct lint *l)
{
    struct looking k;
    memset(&k, 0, sizeof k);
    memset(o, 0, sizeof *o);
    o->l = l;
    k.o = o;
    find_shared_parameters(o);
    look(&k, l->x->body);
    for (size_t i = 0; i < k.others.cap; i++)
        if (k.others.slots[i].value)
            *map_at(&o->pointers, k.others.slots[i].value) = NULL;
    for (size_t i = 0; i < o->pointers.cap; i++)
        o->writes |= k.writes_behind && o->pointers.slots[i].value;
}
