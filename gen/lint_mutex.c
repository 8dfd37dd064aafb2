/* lint_mutex.c: locks of threads that are held where a task is suspended.
 *
 * While it is, other tasks run on the same thread. One that wants the mutex deadlocks the
 * loop with itself, or, if it is recursive, gets it; and other threads wait for as long as
 * the await takes.
 *
 * In:   the graph of a function.
 * Out:  async-mutex, once per call that locks, at the first await that can be reached from
 *       there without an unlock of what is written the same way. */
#include "lint_graph.h"
#include "parse.h"
#include "scope.h"

#include <string.h>

#define MOST_LOCKS 64

struct lock {
    const char *what;       /* as it is written */
    struct expr *call;      /* that locks it */
    bool told;
};

struct locks {
    struct lint *l;
    struct lint_graph *g;
    VEC(struct lock) all;
    unsigned long long *held, now;      /* bits; before each point, and while one is gone through */
    bool *reached;
    size_t at;
    bool telling;
};

static const char *const locking[] = {
    "pthread_mutex_lock", "pthread_spin_lock", "pthread_rwlock_rdlock", "pthread_rwlock_wrlock", "mtx_lock",
    "flockfile", "cede_port_lock", NULL
};

/* Most files include none of their headers. */
static bool any_is_declared(struct unit *u)
{
    for (const char *const *name = locking; *name; name++)
        if (scope_find(u->names, intern_string(*name), false))
            return true;
    return false;
}

/* ---- calls ------------------------------------------------------------------------- */

/* What is locked or unlocked. */
static const char *operand(struct unit *u, struct expr *call)
{
    return as_written(u, call->kids.n > 1 ? call->kids.at[1] : NULL);
}

static void lock(struct locks *k, struct expr *call)
{
    size_t i = 0;
    while (i < k->all.n && k->all.at[i].call != call)
        i++;
    if (i == MOST_LOCKS)
        return;
    if (i == k->all.n)
        VEC_PUSH(&k->all, ((struct lock){ operand(k->l->u, call), call, false }));
    k->now |= 1ull << i;
}

static void unlock(struct locks *k, struct expr *call)
{
    const char *what = operand(k->l->u, call);
    for (size_t i = 0; i < k->all.n; i++)
        if (k->all.at[i].what == what)
            k->now &= ~(1ull << i);
}

static void meet_call(struct locks *k, struct expr *call)
{
    static const char *const unlocking[] = {
        "pthread_mutex_unlock", "pthread_spin_unlock", "pthread_rwlock_unlock", "mtx_unlock", "funlockfile", NULL
    };
    const char *name = called_name(k->l->u, call);
    if (!name)
        return;
    if (name_is_one_of(name, locking))
        lock(k, call);
    else if (name_is_one_of(name, unlocking))
        unlock(k, call);
    else if (strcmp(name, "cede_port_unlock") == 0)
        for (size_t i = 0; i < k->all.n; i++)
            if (strcmp(called_name(k->l->u, k->all.at[i].call), "cede_port_lock") == 0)
                k->now &= ~(1ull << i);
}

static void go_through(struct locks *k, struct expr *e)
{
    if (!e || e->unevaluated || lint_is_done(e) || e->kind == E_SIZEOF)
        return;
    for (size_t i = lint_first_kid(e); i < e->kids.n; i++)
        go_through(k, e->kids.at[i]);
    if (e->kind == E_CALL)
        meet_call(k, e);
}

/* ---- points --------------------------------------------------------------------------- */

static void tell(struct locks *k, struct lint_point *p)
{
    bool at_end = p->stmt->kind == S_GROUP;     /* which awaits its tasks */
    size_t begin = p->expr ? p->expr->begin : at_end ? p->stmt->body->end - 1 : p->stmt->begin;
    size_t end = p->expr ? p->expr->end : begin + 1;
    for (size_t i = 0; i < k->all.n; i++) {
        struct lock *lock = &k->all.at[i];
        if (!(k->now >> i & 1) || lock->told)
            continue;
        const struct token *t = &k->l->u->tokens.at[lock->call->begin];
        lock->told = true;
        lint_found(k->l, WARN_MUTEX, begin, end,
                   strcmp(called_name(k->l->u, lock->call), "cede_port_lock") == 0 ? "unlock it before" :
                   "unlock it before, or use a cede_mutex, for which other tasks wait without holding up the loop",
                   "what '%s' locks in line %d is still locked here, where other tasks run", called_name(k->l->u, lock->call), t->line);
    }
}

static void step(struct locks *k, struct lint_point *p)
{
    switch (p->kind) {
    case AT_EVAL: case AT_KEEP:
        go_through(k, p->expr);
        return;
    case AT_INIT:
        go_through(k, p->declarator->init);
        return;
    case AT_AWAIT: {
        struct expr *call = without_parens(p->expr->kids.at[0]);
        for (size_t i = 0; i < call->kids.n; i++)
            go_through(k, call->kids.at[i]);
        break;
    }
    case AT_SUSPEND:
        break;
    default:
        return;
    }
    if (k->telling)
        tell(k, p);
}

static bool flow_on(struct locks *k, struct lint_point *p)
{
    bool changed = false;
    for (size_t i = 0; i < p->next.n; i++) {
        size_t to = (size_t)p->next.at[i];
        changed |= !k->reached[to] || (k->now & ~k->held[to]);
        k->reached[to] = true;
        k->held[to] |= k->now;
    }
    return changed;
}

/* In the order of the text, so that the first await is the one that is told. */
static bool pass(struct locks *k)
{
    bool changed = false;
    for (size_t i = 1; i < k->g->points.n; i++) {
        struct lint_point *p = &k->g->points.at[i];
        if (!k->reached[i])
            continue;
        k->now = k->held[i];
        step(k, p);
        changed |= flow_on(k, p);
    }
    return changed;
}

void lint_mutex(struct lint *l)
{
    struct locks k;
    memset(&k, 0, sizeof k);
    k.l = l;
    if (!any_is_declared(l->u) || !(k.g = lint_graph(l)))
        return;
    k.held = NEW_ARRAY(unsigned long long, k.g->points.n);
    k.reached = NEW_ARRAY(bool, k.g->points.n);
    k.reached[1] = true;
    while (pass(&k))
        ;
    k.telling = k.all.n > 0;
    if (k.telling)
        pass(&k);
}
