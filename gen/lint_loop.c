/* lint_loop.c: loops from which no way leads out, nor to an await.
 *
 * In:   the graph of a function.
 * Out:  async-busy-loop, at the head of the innermost such loop, or at the label that a goto
 *       makes one with.
 *
 * A loop with a condition that is not constant is believed to end. So is one with a call of a
 * function that does not return. */
#include "lint_graph.h"
#include "parse.h"

#include <string.h>

struct search {
    struct lint_graph *g;
    bool *reached;          /* from the entry */
    bool *gets_on;          /* to a suspension or the exit */
};

static bool *flags(const struct lint_graph *g)
{
    return NEW_ARRAY(bool, g->points.n);
}

/* Marks what can be reached from p. */
static void spread(struct lint_graph *g, int p, bool *seen)
{
    int *todo = NEW_ARRAY(int, g->points.n), n = 0;
    seen[p] = true;
    todo[n++] = p;
    while (n) {
        struct lint_point *at = &g->points.at[todo[--n]];
        for (size_t i = 0; i < at->next.n; i++)
            if (!seen[at->next.at[i]]) {
                seen[at->next.at[i]] = true;
                todo[n++] = at->next.at[i];
            }
    }
}

static void find_progress(struct search *s)
{
    bool changed = true;
    for (size_t i = 0; i < s->g->points.n; i++) {
        enum point_kind kind = s->g->points.at[i].kind;
        s->gets_on[i] = kind == AT_EXIT || kind == AT_AWAIT || kind == AT_SUSPEND;
    }
    while (changed) {
        changed = false;
        for (size_t i = s->g->points.n; i-- > 0; ) {
            struct lint_point *p = &s->g->points.at[i];
            for (size_t k = 0; k < p->next.n && !s->gets_on[i]; k++)
                changed |= s->gets_on[i] = s->gets_on[p->next.at[k]];
        }
    }
}

static bool is_stuck(const struct search *s, size_t i)
{
    return s->g->points.at[i].kind == AT_LOOP && s->reached[i] && !s->gets_on[i];
}

/* Whether a way leads from point i back to it. */
static bool comes_back(struct lint_graph *g, size_t i)
{
    bool *seen = flags(g);
    for (size_t k = 0; k < g->points.at[i].next.n; k++)
        spread(g, g->points.at[i].next.at[k], seen);
    return seen[i];
}

/* Whether another endless loop lies inside this one: that one is meant. */
static bool has_inner(const struct search *s, const struct stmt *outer)
{
    for (size_t i = 0; i < s->g->points.n; i++) {
        struct stmt *inner = s->g->points.at[i].stmt;
        if (is_stuck(s, i) && s->g->points.at[i].endless && inner != outer && inner->begin >= outer->begin && inner->end <= outer->end)
            return true;
    }
    return false;
}

static size_t head_end(const struct stmt *s)
{
    if (s->kind == S_DO)
        return s->begin + 1;
    return s->body && s->body->begin > s->begin ? s->body->begin : s->begin + 1;
}

static void report(struct lint *l, const struct stmt *s)
{
    const char *instead = "write await(cede_yield()) in it, or let it wait for something";
    if (s->kind == S_LABEL)
        lint_found(l, WARN_BUSY_LOOP, s->begin, s->begin + 1, instead,
                   "nothing leads from here to an await or an end: no other task runs any more");
    else
        lint_found(l, WARN_BUSY_LOOP, s->begin, head_end(s), instead,
                   "this loop neither ends nor awaits: no other task runs any more");
}

void lint_loop(struct lint *l)
{
    struct search s = { lint_graph(l), NULL, NULL };
    bool any = false;
    if (!s.g)
        return;
    s.reached = flags(s.g);
    s.gets_on = flags(s.g);
    spread(s.g, 1, s.reached);
    find_progress(&s);
    for (size_t i = 0; i < s.g->points.n; i++) {
        struct lint_point *p = &s.g->points.at[i];
        if (is_stuck(&s, i) && p->endless && !has_inner(&s, p->stmt)) {
            report(l, p->stmt);
            any = true;
        }
    }
    for (size_t i = 0; i < s.g->points.n && !any; i++)
        if (is_stuck(&s, i) && s.g->points.at[i].stmt->kind == S_LABEL && comes_back(s.g, i)) {
            report(l, s.g->points.at[i].stmt);
            any = true;
        }
}
