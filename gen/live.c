/* live.c: what is alive where, on flow.c's graph.
 *
 * A variable's value is alive where it may be read later, and there is one: backward
 * and forward data flow, and what both say. What somebody may know by its address is
 * alive besides, from where that was given away to the end of its block.
 *
 * note [ways that no run takes]: behind a block that owes something the graph has ways on
 * which a variable is read though it was not set; a run that has not set it takes another
 * there, as `left` says. Compilers do not see that and would warn of a C local. So a temporary of
 * ours starts as zero then, and a local of the user's is alive wherever it is wanted.
 *
 * Out:  site.alive, what survives a suspension; var.in_frame; fn.interferes. */
#include "flow_internal.h"

static unsigned long *set_new(struct fn *f)
{
    return NEW_ARRAY(unsigned long, f->words);
}

static void bit_clear(unsigned long *set, int i)
{
    set[(size_t)i / (8 * sizeof *set)] &= ~(1ul << ((size_t)i % (8 * sizeof *set)));
}

static void set_all(unsigned long *set, const struct ids *ids)
{
    for (size_t i = 0; i < ids->n; i++)
        bit_set(set, ids->at[i]);
}

static void clear_all(unsigned long *set, const struct ids *ids)
{
    for (size_t i = 0; i < ids->n; i++)
        bit_clear(set, ids->at[i]);
}

/* Joins more to a set; whether that has changed it. */
static bool join(unsigned long *set, const unsigned long *more, int words)
{
    bool changed = false;
    for (int w = 0; w < words; w++) {
        changed = changed || (more[w] & ~set[w]);
        set[w] |= more[w];
    }
    return changed;
}

static void copy(unsigned long *to, const unsigned long *from, int words)
{
    for (int w = 0; w < words; w++)
        to[w] = from[w];
}

/* ---- data flow --------------------------------------------------------------------- */

/* One of a point's two sets that spread backward: what is wanted; what is read before it is
 * set. */
static unsigned long *backward(struct point *p, bool unset)
{
    return unset ? p->unset : p->wanted;
}

/* That of all points behind it. */
static void behind(struct graph *g, const struct point *p, bool unset, unsigned long *out)
{
    for (int w = 0; w < g->f->words; w++)
        out[w] = 0;
    for (size_t k = 0; k < p->next.n; k++)
        join(out, backward(&g->points.at[p->next.at[k]], unset), g->f->words);
}

static void spread_back(struct graph *g, bool unset)
{
    unsigned long *out = set_new(g->f);
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = g->points.n; i-- > 0; ) {
            struct point *p = &g->points.at[i];
            behind(g, p, unset, out);
            clear_all(out, &p->def);
            clear_all(out, &p->fresh);
            if (unset)
                clear_all(out, &p->may);
            set_all(out, unset ? &p->read : &p->use);
            changed = join(backward(p, unset), out, g->f->words) || changed;
        }
    }
}

static void valued_behind(struct graph *g, const struct point *p, unsigned long *out)
{
    copy(out, p->valued, g->f->words);
    clear_all(out, &p->fresh);
    set_all(out, &p->def);
    set_all(out, &p->may);
}

static void known_behind(struct graph *g, const struct point *p, unsigned long *out)
{
    copy(out, p->known, g->f->words);
    clear_all(out, &p->fresh);
    set_all(out, &p->taken);
}

static void spread_forward(struct graph *g)
{
    unsigned long *valued = set_new(g->f), *known = set_new(g->f);
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < g->points.n; i++) {
            struct point *p = &g->points.at[i];
            valued_behind(g, p, valued);
            known_behind(g, p, known);
            for (size_t k = 0; k < p->next.n; k++) {
                struct point *q = &g->points.at[p->next.at[k]];
                changed = join(q->valued, valued, g->f->words) || changed;
                changed = join(q->known, known, g->f->words) || changed;
            }
        }
    }
}

/* See note [ways that no run takes]. */
static void give_value(struct graph *g, struct var *v)
{
    if (v->kind == V_VALUE || v->kind == V_TEMP || v->kind == V_RESULT) {
        v->zeroed = true;
        return;
    }
    for (size_t i = 0; i < g->points.n; i++)
        bit_set(g->points.at[i].valued, v->id);
}

static void find_unset(struct graph *g)
{
    struct fn *f = g->f;
    unsigned long *unset = set_new(f), *valued = set_new(f), *all = set_new(f);
    for (size_t i = 0; i < g->site_points.n; i++) {
        struct point *p = &g->points.at[g->site_points.at[i]];
        behind(g, p, true, unset);
        valued_behind(g, p, valued);
        for (int w = 0; w < f->words; w++)
            all[w] |= unset[w] & ~valued[w];
    }
    for (size_t i = 0; i < f->vars.n; i++)
        if (bit_test(all, (int)i))
            give_value(g, f->vars.at[i]);
}

/* ---- what is alive ------------------------------------------------------------------- */

/* Sets that are made anew for each point. */
struct scratch {
    unsigned long *valued, *known, *wanted;
    VEC(struct var *) escaping;
};

/* What is wanted and valued, or known while its block lasts. */
static void add_alive(struct graph *g, struct scratch *s, int at, const unsigned long *wanted, const unsigned long *valued,
                      const unsigned long *known, unsigned long *alive)
{
    for (int w = 0; w < g->f->words; w++)
        alive[w] |= wanted[w] & valued[w];
    for (size_t i = 0; i < s->escaping.n; i++) {
        struct var *v = s->escaping.at[i];
        if (bit_test(known, v->id) && (!v->end || (at >= v->begin && at < v->end)))
            bit_set(alive, v->id);
    }
}

static void alive_before(struct graph *g, struct scratch *s, int at, unsigned long *alive)
{
    struct point *p = &g->points.at[at];
    add_alive(g, s, at, p->wanted, p->valued, p->known, alive);
}

static void alive_behind(struct graph *g, struct scratch *s, int at, unsigned long *alive)
{
    struct point *p = &g->points.at[at];
    behind(g, p, false, s->wanted);
    valued_behind(g, p, s->valued);
    known_behind(g, p, s->known);
    add_alive(g, s, at, s->wanted, s->valued, s->known, alive);
}

static void find_survivors(struct graph *g, struct scratch *scratch)
{
    struct fn *f = g->f;
    for (size_t i = 0; i < f->sites.n; i++) {
        struct site *s = f->sites.at[i];
        s->alive = set_new(f);
        alive_behind(g, scratch, g->site_points.at[i], s->alive);
        for (size_t k = 0; k < f->vars.n; k++)
            if (bit_test(s->alive, (int)k)) {
                f->vars.at[k]->in_frame = true;
                f->vars.at[k]->n_sites++;
            }
    }
}

static void find_interference(struct graph *g, struct scratch *s)
{
    struct fn *f = g->f;
    unsigned long *here = set_new(f);
    f->interferes = NEW_ARRAY(unsigned long *, f->vars.n + 1);
    for (size_t i = 0; i < f->vars.n; i++)
        f->interferes[i] = set_new(f);
    for (size_t i = 0; i < g->points.n; i++) {
        for (int w = 0; w < f->words; w++)
            here[w] = 0;
        alive_before(g, s, (int)i, here);
        alive_behind(g, s, (int)i, here);
        set_all(here, &g->points.at[i].def);
        set_all(here, &g->points.at[i].may);
        for (size_t k = 0; k < f->vars.n; k++)
            if (f->vars.at[k]->in_frame && bit_test(here, (int)k))
                join(f->interferes[k], here, f->words);
    }
}

static struct scratch escaping_of(struct graph *g)
{
    struct scratch s = { set_new(g->f), set_new(g->f), set_new(g->f), { NULL, 0, 0 } };
    for (size_t i = 0; i < g->f->vars.n; i++)
        if (g->f->vars.at[i]->escapes)
            VEC_PUSH(&s.escaping, g->f->vars.at[i]);
    return s;
}

void find_alive(struct graph *g)
{
    struct fn *f = g->f;
    struct scratch s = escaping_of(g);
    for (size_t i = 0; i < g->points.n; i++) {
        struct point *p = &g->points.at[i];
        p->wanted = set_new(f);
        p->valued = set_new(f);
        p->known = set_new(f);
        p->unset = set_new(f);
    }
    spread_back(g, false);
    spread_forward(g);
    spread_back(g, true);
    find_unset(g);
    find_survivors(g, &s);
    find_interference(g, &s);
}

unsigned long *alive_at(struct graph *g, int point)
{
    struct scratch s = escaping_of(g);
    unsigned long *alive = set_new(g->f);
    alive_before(g, &s, point, alive);
    return alive;
}

/* Whether control can come to point `to`. */
bool reachable(struct graph *g, int from, int to)
{
    bool *seen = NEW_ARRAY(bool, g->points.n);
    int *todo = NEW_ARRAY(int, g->points.n), n = 0;
    seen[from] = true;
    todo[n++] = from;
    while (n) {
        struct point *p = &g->points.at[todo[--n]];
        for (size_t i = 0; i < p->next.n; i++)
            if (!seen[p->next.at[i]]) {
                seen[p->next.at[i]] = true;
                todo[n++] = p->next.at[i];
            }
    }
    return to >= 0 && seen[to];
}
