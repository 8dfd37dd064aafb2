/* sizes_why.c: what keeps a variable in the frame, in words.
 *
 * In:   the graph that flow.c has made.
 * Out:  parts of sentences, with lines of the source. */
#include "sizes.h"
#include "emit.h"
#include "flow_internal.h"
#include "keeps.h"

static int line_of(struct fn *f, size_t token)
{
    return f->u->tokens.at[token].line;
}

/* ---- names ---------------------------------------------------------------------- */

static struct region *region_of(struct fn *f, struct var *node)
{
    for (size_t i = 0; i < f->regions.n; i++)
        if (f->regions.at[i]->node == node)
            return f->regions.at[i];
    return NULL;
}

static const char *region_text(struct fn *f, struct region *r)
{
    static const char *const kinds[] = {
        [R_DEFER] = "defer", [R_DEFER_BODY] = "defer", [R_WITHIN] = "within", [R_SHIELD] = "shield", [R_CONTEXT] = "with_context",
        [R_GROUP] = "group", [R_GROUP_ELSE] = "group", [R_EACH] = "await_each", [R_ITER] = "open_iter"
    };
    return intern_format("the %s at line %d", kinds[r->kind], line_of(f, r->stmt->begin));
}

static const char *runtime_text(struct fn *f, struct var *v)
{
    struct region *r = region_of(f, v);
    if (r)
        return region_text(f, r);
    for (size_t i = 0; i < f->iters.n; i++)
        if (f->iters.at[i]->node == v)
            return intern_format("the generator at line %d", line_of(f, f->iters.at[i]->open->begin));
    for (size_t i = 0; i < f->sites.n; i++) {
        struct site *s = f->sites.at[i];
        if (s->box == v || s->record == v)
            return intern_format("the %s at line %d", s->box == v ? "box of the call" : "offloaded call", line_of(f, s->token));
    }
    return v->name;
}

const char *name_text(struct fn *f, struct var *v)
{
    switch (v->kind) {
    case V_PARAM: case V_LOCAL: return intern_format("'%s'", v->name);
    case V_RESULT: return v->place ? intern_format("what the await at line %d gave", v->place->line) : v->name;
    case V_LITERAL: return intern_format("the compound literal at line %d", v->place->line);
    case V_VALUE: return "the value of a return";
    case V_LEFT: return "how a block is left";
    case V_RUNTIME: return runtime_text(f, v);
    case V_TEMP: break;
    }
    return "a value inside an expression";
}

/* ---- reasons --------------------------------------------------------------------------- */

/* The first suspension that the variable survives; its address is kept there, or its value is wanted. */
static size_t first_site(struct fn *f, struct var *v)
{
    for (size_t i = 0; i < f->sites.n; i++)
        if (bit_test(f->sites.at[i]->alive, v->id))
            return i;
    return 0;
}

static bool includes(const struct ids *ids, struct var *v)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->at[i] == v->id)
            return true;
    return false;
}

/* The nearest point behind the suspension that reads it; NULL: none does. */
static struct point *next_read(struct fn *f, size_t site, struct var *v)
{
    struct graph *g = f->graph;
    bool *seen = NEW_ARRAY(bool, g->points.n);
    int *todo = NEW_ARRAY(int, g->points.n);
    size_t from = 0, to = 0;
    todo[to++] = g->site_points.at[site];
    while (from < to) {
        struct point *p = &g->points.at[todo[from++]];
        if (from > 1 && includes(&p->use, v))
            return p;
        if (from > 1 && (includes(&p->def, v) || includes(&p->fresh, v)))
            continue;
        for (size_t i = 0; i < p->next.n; i++)
            if (!seen[p->next.at[i]]) {
                seen[p->next.at[i]] = true;
                todo[to++] = p->next.at[i];
            }
    }
    return NULL;
}

static const char *escape_text(struct fn *f, struct var *v)
{
    struct expr *in = v->escapes_in ? v->escapes_in : v->escapes;
    return intern_format("its address escapes in `%s` at line %d", short_text(f->u, in->begin, in->end), line_of(f, v->escapes->begin));
}

static bool is_known(struct fn *f, size_t site, struct var *v)
{
    return bit_test(f->graph->points.at[f->graph->site_points.at[site]].known, v->id);
}

static const char *await_text(struct fn *f, size_t site)
{
    struct site *s = f->sites.at[site];
    return intern_format("across the %s at line %d", s->kind == SITE_YIELD ? "yield" : s->kind == SITE_GROUP ? "end of the group" : "await",
                         line_of(f, s->token));
}

const char *why_text(struct fn *f, struct var *v)
{
    size_t site = first_site(f, v);
    struct point *p;
    if (v->escapes && is_known(f, site, v))
        return intern_format("%s because %s", await_text(f, site), escape_text(f, v));
    p = next_read(f, site, v);
    if (p && v->kind != V_RUNTIME && p->token)
        return intern_format("%s because it is read at line %d", await_text(f, site), line_of(f, p->token));
    return await_text(f, site);
}

/* ---- remedies ------------------------------------------------------------------------------ */

/* The parameter that takes the address; NULL: none that could be declared CEDE_NOESCAPE. */
static const char *parameter_text(struct var *v)
{
    struct expr *call = v->escapes_in;
    struct symbol *callee = call && call->kind == E_CALL ? named_function(call) : NULL;
    if (!callee || callee->is_async || type_strip(callee->type)->no_prototype)
        return NULL;
    for (size_t i = 1; i < call->kids.n && i <= type_strip(callee->type)->params.n; i++) {
        struct param *p = &type_strip(callee->type)->params.at[i - 1];
        struct expr *e = call->kids.at[i];
        if (v->escapes->begin < e->begin || v->escapes->end > e->end)
            continue;
        if (p->noescape || p->sym == NULL)
            return NULL;
        return p->name ? intern_format("%s's parameter %s", callee->name, p->name) : intern_format("%s's parameter %d", callee->name, (int)i);
    }
    return NULL;
}

static const char *escape_remedy(struct fn *f, struct var *v)
{
    const char *parameter = parameter_text(v);
    struct expr *in = v->escapes_in;
    if (parameter)
        return intern_format("declare %s CEDE_NOESCAPE if no copy is kept%s", parameter,
                             v->kind == V_LOCAL ? intern_format(", or close the block of '%s' before the await", v->name) : "");
    if (in && in->kind == E_AWAIT && f->sites.at[first_site(f, v)]->await == in)
        return v->kind == V_LOCAL && v->n_sites > 1 ? intern_format("close the block of '%s' behind it", v->name) : NULL;
    return v->kind == V_LOCAL ? intern_format("close the block of '%s' before the await", v->name) : NULL;
}

const char *remedy_text(struct fn *f, struct var *v)
{
    size_t site = first_site(f, v);
    if (v->escapes && is_known(f, site, v))
        return escape_remedy(f, v);
    return NULL;
}
