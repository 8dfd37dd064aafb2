/* lint_value.c: values that are followed through locals, over the control flow.
 *
 * In:   the graph of a function; what is shared (lint_shared.c).
 * Out:  async-lost-update: a shared object is set to a value that comes from what it was before
 *       an await, so what other tasks have made of it meanwhile is lost;
 *       async-dangling: a task gets the address of a local that is gone before it.
 *
 * For each local, and for what an await gave, bits say which origins its value comes from. A
 * value of a shared object is stale from the next suspension on, unless a lock is held that
 * was held when it was read. Where it meets a fresh value of the same object, in a comparison
 * or a sum, the program knows that there may be a difference: then it is stale no more.
 *
 * Calls pass on what comes from shared objects, and no addresses. */
#include "lint_value.h"

#include "lower.h"
#include "parse.h"

#include <string.h>

typedef unsigned long long bits;

/* Where a value comes from: of these, which are stale, and which are safe behind a lock. */
struct value { bits from, stale, safe; };

struct holder {
    const void *of;                 /* a symbol, or an expression that was evaluated */
    struct value value;
};

struct state {
    bool reached;
    unsigned held;                  /* locks, on every way */
    struct holder *at;
    size_t n, cap;
};

struct follow {
    struct lint *l;
    struct lint_graph *g;
    struct origins o;
    VEC(const char *) locks;
    struct state *before;           /* each point */
    struct state now;
    bits addresses;                 /* origins that are addresses */
    bits mixed;                     /* stale and fresh values of these met in an expression */
    bool telling;
};

/* ---- values and states ------------------------------------------------------------- */

static bits bit(int i) { return i < 0 ? 0 : 1ull << i; }

static bits is_fresh(struct value v) { return v.from & ~v.stale; }

/* What comes on one way or on another. */
static struct value either(struct value a, struct value b)
{
    bits from = a.from | b.from;
    return (struct value){ from, a.stale | b.stale, from & (a.safe | ~a.from) & (b.safe | ~b.from) };
}

/* What is made of two values. Who puts a stale one beside a fresh one knows what he does. */
static struct value both(struct follow *f, struct value a, struct value b)
{
    struct value v = either(a, b);
    bits mixed = (is_fresh(a) & b.stale) | (is_fresh(b) & a.stale);
    f->mixed |= mixed;
    v.stale &= ~mixed;
    return v;
}

static struct value only(struct value v, bits which)
{
    return (struct value){ v.from & which, v.stale & which, v.safe & which };
}

static struct holder *find(struct state *s, const void *of)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->at[i].of == of)
            return &s->at[i];
    return NULL;
}

static struct value value_of(struct follow *f, const void *of)
{
    struct holder *h = find(&f->now, of);
    return h ? h->value : (struct value){ 0, 0, 0 };
}

static void set_value(struct follow *f, const void *of, struct value v)
{
    struct holder *h = find(&f->now, of);
    if (h)
        h->value = v;
    else if (v.from)
        VEC_PUSH(&f->now, ((struct holder){ of, v }));
}

static void forget(struct follow *f, bits which)
{
    for (size_t i = 0; i < f->now.n; i++)
        f->now.at[i].value = only(f->now.at[i].value, ~which);
}

static bool merge(struct state *to, const struct state *from)
{
    bool changed = !to->reached || (to->held & ~from->held);
    to->held = to->reached ? to->held & from->held : from->held;
    for (size_t i = 0; i < from->n; i++) {
        struct holder *h = find(to, from->at[i].of);
        struct value v = h ? either(h->value, from->at[i].value) : from->at[i].value;
        if (!v.from || (h && memcmp(&v, &h->value, sizeof v) == 0))
            continue;
        changed = true;
        if (h)
            h->value = v;
        else
            VEC_PUSH(to, ((struct holder){ from->at[i].of, v }));
    }
    to->reached = true;
    return changed;
}

static void copy(struct state *to, const struct state *from)
{
    to->held = from->held;
    to->n = 0;
    for (size_t i = 0; i < from->n; i++)
        if (from->at[i].value.from)
            VEC_PUSH(to, from->at[i]);
}

/* ---- locks ---------------------------------------------------------------------------- */

/* The bit of the lock that a call's first argument is. */
static unsigned lock_bit(struct follow *f, struct expr *call)
{
    const char *written = as_written(f->l->u, call->kids.n > 1 ? call->kids.at[1] : NULL);
    size_t i = 0;
    while (i < f->locks.n && f->locks.at[i] != written)
        i++;
    if (i == 32)
        return 0;
    if (i == f->locks.n)
        VEC_PUSH(&f->locks, written);
    return 1u << i;
}

static void meet_lock(struct follow *f, struct expr *call)
{
    static const char *const locks[] = { "cede_mutex_lock", "cede_semaphore_acquire", "cede_rwlock_write", "cede_rwlock_read",
                                         "pthread_mutex_lock", "mtx_lock", NULL };
    static const char *const unlocks[] = { "cede_mutex_unlock", "cede_semaphore_release", "cede_rwlock_unlock",
                                           "pthread_mutex_unlock", "mtx_unlock", NULL };
    const char *name = called_name(f->l->u, call);
    if (name && name_is_one_of(name, locks))
        f->now.held |= lock_bit(f, call);
    if (!name || !name_is_one_of(name, unlocks))
        return;
    f->now.held &= ~lock_bit(f, call);
    for (size_t i = 0; i < f->now.n && !f->now.held; i++)
        f->now.at[i].value.safe = 0;
}

/* Others run. */
static void suspend(struct follow *f, struct expr *call)
{
    const char *name = call ? called_name(f->l->u, call) : NULL;
    bool unlocks = name && strcmp(name, "cede_condition_wait") == 0;
    for (size_t i = 0; i < f->now.n; i++) {
        struct value *v = &f->now.at[i].value;
        v->stale |= v->from & (unlocks ? ~0ull : ~v->safe);
    }
}

/* ---- what is written --------------------------------------------------------------------------- */

static void tell_lost(struct follow *f, struct expr *e)
{
    lint_found(f->l, WARN_LOST_UPDATE, e->begin, e->end,
               "read it after the await, or hold a cede_mutex from the read to here",
               "'%s' gets a value made of what it was before an await: what other tasks stored meanwhile is lost",
               as_written(f->l->u, e->kids.at[0]));
}

/* Objects that are written with this local now mean others. */
static bits dependent(struct follow *f, const struct symbol *s)
{
    bits which = 0;
    for (size_t i = 0; i < f->o.all.n; i++)
        for (size_t k = 0; k < f->o.all.at[i].locals.n; k++)
            if (f->o.all.at[i].locals.at[k] == s)
                which |= bit((int)i);
    return which;
}

static void set_local(struct follow *f, struct symbol *s, struct value v, bool whole)
{
    bits other = dependent(f, s);
    forget(f, other);
    set_value(f, s, only(whole ? v : either(v, value_of(f, s)), ~other));
}

/* The local that an lvalue is a part of; NULL: it lies behind a pointer, or is shared. */
static struct symbol *local_of(struct unit *u, struct expr *e)
{
    e = without_parens(e);
    switch (e->kind) {
    case E_IDENT: return e->sym && e->sym->kind == SYM_VAR && !is_shared_variable(e->sym) ? e->sym : NULL;
    case E_MEMBER: return e->op == '.' ? local_of(u, e->kids.at[0]) : NULL;
    case E_INDEX: return type_strip(expr_type(u, e->kids.at[0]))->kind == TY_ARRAY ? local_of(u, e->kids.at[0]) : NULL;
    default: return NULL;
    }
}

/* e is an assignment, or ++ or --. */
static void assign(struct follow *f, struct expr *e, struct value v)
{
    struct expr *left = without_parens(e->kids.at[0]);
    int origin = origin_of(&f->o, left);
    struct symbol *s = local_of(f->l->u, left);
    if (origin >= 0) {
        if (f->telling && (v.stale & bit(origin)))
            tell_lost(f, e);
        if (!(v.from & bit(origin)))
            forget(f, bit(origin));         /* what was read before is no older version of this */
    } else if (s) {
        set_local(f, s, v, left->kind == E_IDENT && e->kind == E_ASSIGN && e->op == '=');
    }
}

/* ---- expressions ------------------------------------------------------------------------------- */

static struct value evaluate(struct follow *f, struct expr *e);

static struct value evaluate_kids(struct follow *f, struct expr *e, size_t from)
{
    struct value v = { 0, 0, 0 };
    for (size_t i = from; i < e->kids.n; i++)
        if (!e->kids.at[i]->unevaluated)
            v = both(f, v, evaluate(f, e->kids.at[i]));
    return v;
}

/* What a call gets the address of may be something else afterwards. */
static void give_away(struct follow *f, struct expr *call)
{
    for (size_t i = 1; i < call->kids.n; i++) {
        struct expr *e = without_parens(call->kids.at[i]);
        struct symbol *s = e->kind == E_UNARY && e->op == '&' ? local_of(f->l->u, e->kids.at[0]) : NULL;
        if (s)
            set_value(f, s, only(value_of(f, s), f->addresses));
    }
}

static struct value evaluate_call(struct follow *f, struct expr *call)
{
    struct value v = evaluate_kids(f, call, 0);
    give_away(f, call);
    meet_lock(f, call);
    return only(v, ~f->addresses);
}

static bool can_hold_address(struct unit *u, struct expr *e)
{
    enum type_kind kind = type_decay(type_strip(expr_type(u, e)))->kind;
    return kind == TY_POINTER || kind == TY_STRUCT || kind == TY_UNION;
}

static struct stmt *group_of(struct follow *f, struct expr *group)
{
    group = without_parens(group);
    for (size_t i = 0; i < f->o.groups.n && group->kind == E_IDENT; i++)
        if (f->o.groups.at[i]->sym == group->sym)
            return f->o.groups.at[i];
    return NULL;
}

static bool dies_in(const struct symbol *s, const struct stmt *group)
{
    if (s->block == group->body)
        return false;
    for (struct stmt *b = s->block; b; b = b->parent)
        if (b == group->body)
            return true;
    return false;
}

static void meet_argument(struct follow *f, struct expr *e, struct value v, struct stmt *group)
{
    if (!f->telling || !can_hold_address(f->l->u, e))
        return;
    for (size_t i = 0; i < f->o.all.n; i++) {
        struct symbol *s = f->o.all.at[i].address;
        if (!s || !(v.from & bit((int)i)) || (group && !dies_in(s, group)))
            continue;
        if (group)
            lint_found(f->l, WARN_DANGLING, e->begin, e->end, "declare it in the group's own block, or outside the group",
                       "the task gets the address of '%s', which is gone before the task has to end", s->name);
        else
            lint_found(f->l, WARN_DANGLING, e->begin, e->end, "give the task a copy, or start it in a group of this function",
                       "the task gets the address of '%s', and may still run when this function has ended", s->name);
        return;
    }
}

static struct value evaluate_spawn(struct follow *f, struct expr *e)
{
    struct expr *call = without_parens(e->kids.at[e->kids.n - 1]);
    bool grouped = e->op == SP_SPAWN || e->op == SP_INTO || e->op == SP_TASK;
    struct stmt *group = grouped ? group_of(f, e->kids.at[0]) : NULL;
    bool looks = group || e->op == SP_DETACH || (grouped && e->op != SP_TASK);
    for (size_t i = 0; i + 1 < e->kids.n; i++) {
        struct value v = evaluate(f, e->kids.at[i]);
        if (i == 1 && looks)
            meet_argument(f, e->kids.at[i], v, group);
    }
    for (size_t i = 1; call->kind == E_CALL && i < call->kids.n; i++) {
        struct value v = evaluate(f, call->kids.at[i]);
        if (looks)
            meet_argument(f, call->kids.at[i], v, group);
    }
    return (struct value){ 0, 0, 0 };
}

/* The address of a local, or of a part of it. */
static struct value address(struct follow *f, struct symbol *s)
{
    int origin = origin_of_address(&f->o, s);
    f->addresses |= bit(origin);
    return (struct value){ bit(origin), 0, 0 };
}

/* &e: of a local, of a part of what a pointer points to, or of something shared. */
static struct value evaluate_address(struct follow *f, struct expr *e)
{
    struct symbol *s = local_of(f->l->u, e);
    struct value none = { 0, 0, 0 };
    if (s)
        return address(f, s);
    for (e = without_parens(e); e->kind == E_MEMBER && e->op == '.'; )
        e = without_parens(e->kids.at[0]);
    return e->kind == E_IDENT ? none : evaluate_kids(f, e, 0);
}

/* The value of a variable, member or element. */
static struct value evaluate_object(struct follow *f, struct expr *e)
{
    int origin = origin_of(&f->o, e);
    struct symbol *s = local_of(f->l->u, e);
    struct value v = { 0, 0, 0 };
    if (e->kind != E_IDENT)
        v = evaluate_kids(f, e, e->kind == E_MEMBER && e->op == '.' && s);
    if (origin >= 0)
        return (struct value){ bit(origin), 0, f->now.held ? bit(origin) : 0 };
    if (!s)
        return only(v, ~f->addresses);          /* behind a pointer */
    if (type_strip(expr_type(f->l->u, e))->kind == TY_ARRAY)
        return address(f, s);
    return value_of(f, s);
}

static struct value evaluate_assign(struct follow *f, struct expr *e)
{
    struct value v = evaluate(f, e->kids.at[1]);
    struct expr *left = without_parens(e->kids.at[0]);
    if (left->kind != E_IDENT)
        evaluate_kids(f, left, 0);
    if (e->op != '=' && left->kind == E_IDENT)
        v = both(f, v, evaluate(f, left));
    assign(f, e, v);
    return v;
}

static void evaluate_stmt(struct follow *f, struct stmt *s);

/* Without an await; its statements are taken in the order of the text. */
static struct value evaluate_statements(struct follow *f, struct expr *e)
{
    struct stmt *last = value_statement(e);
    evaluate_stmt(f, e->body);
    return last ? evaluate(f, last->expr) : (struct value){ 0, 0, 0 };
}

static void evaluate_stmt(struct follow *f, struct stmt *s)
{
    if (!s)
        return;
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++)
        if (s->decl->declarators.at[i].init && s->decl->declarators.at[i].sym->kind == SYM_VAR)
            set_value(f, s->decl->declarators.at[i].sym, evaluate(f, s->decl->declarators.at[i].init));
    if (s->expr)
        evaluate(f, s->expr);
    for (size_t i = 0; i < s->list.n; i++)
        evaluate_stmt(f, s->list.at[i]);
    evaluate_stmt(f, s->init);
    evaluate_stmt(f, s->body);
    evaluate_stmt(f, s->other);
}

static struct value evaluate(struct follow *f, struct expr *e)
{
    struct value none = { 0, 0, 0 };
    if (!e || e->unevaluated || e->kind == E_SIZEOF)
        return none;
    if (lint_is_done(e))
        return value_of(f, e);
    switch (e->kind) {
    case E_IDENT: case E_MEMBER: case E_INDEX:
        return evaluate_object(f, e);
    case E_UNARY:
        if (e->op == '*')
            return evaluate_object(f, e);
        if (e->op == '&')
            return evaluate_address(f, e->kids.at[0]);
        return evaluate_kids(f, e, 0);
    case E_CALL: return evaluate_call(f, e);
    case E_SPAWN: return evaluate_spawn(f, e);
    case E_ASSIGN: return evaluate_assign(f, e);
    case E_PREFIX: case E_POSTFIX: {
        struct value v = evaluate(f, e->kids.at[0]);
        assign(f, e, v);
        return v;
    }
    case E_COMMA: case E_COND: {
        struct value first = lint_first_kid(e) ? none : evaluate(f, e->kids.at[0]);
        struct value rest = evaluate_kids(f, e, 1);
        return e->kind == E_COND && e->kids.n == 2 ? both(f, first, rest) : rest;
    }
    case E_STMT: return evaluate_statements(f, e);
    default: return evaluate_kids(f, e, 0);
    }
}

/* ---- points --------------------------------------------------------------------------------------- */

static void step_await(struct follow *f, struct lint_point *p)
{
    struct expr *call = without_parens(p->expr->kids.at[0]);
    struct value v = evaluate_kids(f, call, 0);
    give_away(f, call);
    set_value(f, p->expr, only(v, ~f->addresses));
    suspend(f, call);
    meet_lock(f, call);
}

/* A stale value that was compared with a fresh one is none any more. To print both is not
 * to compare them. */
static void settle(struct follow *f, const struct lint_point *p)
{
    if (p->dropped && without_parens(p->expr)->kind == E_CALL)
        return;
    for (size_t i = 0; f->mixed && i < f->now.n; i++)
        f->now.at[i].value.stale &= ~f->mixed;
}

static void step(struct follow *f, struct lint_point *p)
{
    f->mixed = 0;
    switch (p->kind) {
    case AT_EVAL:
        evaluate(f, p->expr);
        settle(f, p);
        return;
    case AT_KEEP: {
        struct value v = evaluate(f, p->expr);
        settle(f, p);
        set_value(f, p->of, p->more ? either(v, value_of(f, p->of)) : v);
        return;
    }
    case AT_INIT:
        set_local(f, p->declarator->sym, evaluate(f, p->declarator->init), true);
        settle(f, p);
        return;
    case AT_AWAIT: step_await(f, p); return;
    case AT_SUSPEND: suspend(f, NULL); return;
    default: return;
    }
}

static bool pass(struct follow *f)
{
    bool changed = false;
    for (size_t i = 1; i < f->g->points.n; i++) {
        struct lint_point *p = &f->g->points.at[i];
        if (!f->before[i].reached)
            continue;
        copy(&f->now, &f->before[i]);
        step(f, p);
        for (size_t k = 0; k < p->next.n; k++)
            changed |= merge(&f->before[p->next.at[k]], &f->now);
    }
    return changed;
}

/* Values only become more; this ends it where they are very many. */
#define MOST_PASSES 100

static void follow(struct lint *l)
{
    struct follow f;
    memset(&f, 0, sizeof f);
    f.l = l;
    origins_find(&f.o, l);
    if ((!f.o.writes && !f.o.spawns) || !(f.g = lint_graph(l)))
        return;
    f.before = NEW_ARRAY(struct state, f.g->points.n);
    f.before[1].reached = true;
    for (int i = 0; pass(&f); i++)
        if (i == MOST_PASSES)
            return;
    f.telling = true;
    pass(&f);
}

void lint_value(struct lint *l)
{
    if (!l->followed)
        follow(l);
    l->followed = true;
}
