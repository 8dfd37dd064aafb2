/* lower.c: statement trees into nodes; see lower.h.
 *
 * Expressions: hoist() takes the awaits out of a full expression, left to right,
 * each a node of its own before the rest; what is behind a condition goes under
 * an if. Blocks: region_* write down what leaving a block runs; jump() writes a
 * way out, block by block, innermost first.
 *
 * note [inline and funnel]: a within or shield, and the else part of a group, owe
 * one call when they are left, so every jump out repeats it. A defer or group
 * owes statements that stand once: a jump stores in `left` how it goes on, goes
 * to the block's end, and behind the statements an if per way goes on from there. */
#include "lower.h"
#include "parse.h"
#include <string.h>

bool type_is_void(struct type *t)
{
    return type_strip(t)->kind == TY_VOID;
}

struct var *var_of(struct symbol *s)
{
    return s && s->kind == SYM_VAR ? s->lowered : NULL;
}

/* ---- which expressions and statements suspend --------------------------------- */

static struct how *need_how(struct expr *e)
{
    if (!e->lowered)
        e->lowered = NEW(struct how);
    return e->lowered;
}

static bool kid_is_evaluated(struct expr *e, size_t i)
{
    if (e->kids.at[i]->unevaluated)
        return false;
    if (e->kind == E_GENERIC || e->kind == E_CHOOSE)
        return e->chosen == 0 ? i > 0 : (int)i == e->chosen;
    return true;
}

/* Whether a statement expression's body must become statements of the function:
 * it has jumps out, labels, or blocks that owe something. */
static bool stmt_leaves(struct stmt *s, bool in_loop, bool in_switch)
{
    if (!s)
        return false;
    switch (s->kind) {
    case S_RETURN: case S_GOTO: case S_LABEL: case S_DEFER: case S_WITHIN: case S_SHIELD: case S_GROUP:
        return true;
    case S_BREAK:
        return !in_loop && !in_switch;
    case S_CONTINUE:
        return !in_loop;
    case S_WHILE: case S_DO: case S_FOR:
        in_loop = true;
        break;
    case S_SWITCH:
        in_switch = true;
        break;
    default:
        break;
    }
    for (size_t i = 0; i < s->list.n; i++)
        if (stmt_leaves(s->list.at[i], in_loop, in_switch))
            return true;
    return stmt_leaves(s->init, in_loop, in_switch) || stmt_leaves(s->body, in_loop, in_switch) ||
           stmt_leaves(s->other, in_loop, in_switch);
}

bool expr_suspends(struct expr *e)
{
    struct how *h;
    if (!e || e->unevaluated || e->kind == E_SIZEOF || e->kind == E_BUILTIN)
        return false;
    h = need_how(e);
    if (h->scanned)
        return h->suspends;
    h->scanned = true;
    h->suspends = e->kind == E_AWAIT || (e->kind == E_STMT && (stmt_suspends(e->body) || stmt_leaves(e->body, false, false)));
    for (size_t i = 0; i < e->kids.n; i++)
        if (kid_is_evaluated(e, i) && expr_suspends(e->kids.at[i]))
            h->suspends = true;
    return h->suspends;
}

static bool decl_suspends(struct decl *d)
{
    for (size_t i = 0; i < d->declarators.n; i++)
        if (d->declarators.at[i].sym->storage != ST_STATIC && expr_suspends(d->declarators.at[i].init))
            return true;
    return false;
}

bool stmt_suspends(struct stmt *s)
{
    if (!s)
        return false;
    if (s->kind == S_GROUP || (s->decl && decl_suspends(s->decl)))
        return true;
    if (expr_suspends(s->expr) || expr_suspends(s->expr2) || expr_suspends(s->inc))
        return true;
    for (size_t i = 0; i < s->exprs.n; i++)
        if (expr_suspends(s->exprs.at[i]))
            return true;
    for (size_t i = 0; i < s->list.n; i++)
        if (stmt_suspends(s->list.at[i]))
            return true;
    return stmt_suspends(s->init) || stmt_suspends(s->body) || stmt_suspends(s->other);
}

/* ---- variables, nodes ------------------------------------------------------------- */

static struct var *var_new(struct fn *f, enum var_kind kind, const char *name, struct type *type)
{
    struct var *v = NEW(struct var);
    v->kind = kind;
    v->id = (int)f->vars.n;
    v->name = v->member = name;
    v->type = type;
    VEC_PUSH(&f->vars, v);
    return v;
}

static struct var *runtime_var(struct fn *f, enum var_kind kind, const char *spelled, const char *name, int n)
{
    struct var *v = var_new(f, kind, intern_format("cede__%s_%d", name, n), NULL);
    v->spelled = spelled;
    return v;
}

static struct node *node_new(enum node_kind kind, struct stmt *s)
{
    struct node *n = NEW(struct node);
    n->kind = kind;
    n->stmt = s;
    return n;
}

static struct node *add(struct node *out, struct node *n)
{
    VEC_PUSH(&out->list, n);
    return n;
}

/* %u a variable used, %d set, %e an expression, %i the same without its own how, %s text. */
static void add_parts(struct node *n, const char *format, va_list ap)
{
    while (*format) {
        struct part p;
        size_t len = strcspn(format, "%");
        memset(&p, 0, sizeof p);
        if (len) {
            p.kind = PART_TEXT;
            p.text = intern(format, len);
            format += len;
        } else {
            switch (format[1]) {
            case 'u': p.kind = PART_USE; p.var = va_arg(ap, struct var *); break;
            case 'd': p.kind = PART_DEF; p.var = va_arg(ap, struct var *); break;
            case 'e': p.kind = PART_EXPR; p.expr = va_arg(ap, struct expr *); break;
            case 'i': p.kind = PART_INNER; p.expr = va_arg(ap, struct expr *); break;
            default: p.kind = PART_TEXT; p.text = va_arg(ap, const char *); break;
            }
            format += 2;
        }
        VEC_PUSH(&n->parts, p);
    }
}

static struct node *node_format(enum node_kind kind, struct stmt *s, const char *format, ...)
{
    struct node *n = node_new(kind, s);
    va_list ap;
    va_start(ap, format);
    add_parts(n, format, ap);
    va_end(ap);
    return n;
}

#define TEXT(out, ...) add((out), node_format(N_TEXT, NULL, __VA_ARGS__))

static void add_label(struct node *out, const char *name)
{
    struct node *n = add(out, node_new(N_LABEL, NULL));
    n->text = name;
    n->internal = true;
}

static void add_goto(struct node *out, const char *name)
{
    add(out, node_new(N_GOTO, NULL))->text = name;
}

static const char *region_label(struct region *r, const char *what)
{
    return intern_format("cede__%s_%d", what, r->n);
}

/* Where an unwinding goes on outside: the block's label, or the function's. */
static void goto_unwind(struct fn *f, struct node *out, struct region *r)
{
    if (r) {
        r->unwinds = true;
        add_goto(out, region_label(r, "unwind"));
    } else {
        f->unwound_used = true;
        add_goto(out, "cede__unwound");
    }
}

static bool ends_in_jump(const struct node *n)
{
    if (!n)
        return false;
    switch (n->kind) {
    case N_SEQ: case N_BLOCK:
        return n->list.n && ends_in_jump(n->list.at[n->list.n - 1]);
    case N_GOTO: case N_JUMPS: case N_BREAK: case N_CONTINUE: case N_RETURN:
        return true;
    case N_TEXT:
        return n->no_successor;
    default:
        return false;
    }
}

/* ---- regions: found before anything is lowered -------------------------------------- */

/* What a statement remembers: the region around it, and the one that it opens. */
struct place {
    struct region *around, *opens, *body;
    const char *continues;      /* a loop: the label that continue goes to; NULL: plain continue */
};

static struct place *place_of(struct stmt *s)
{
    if (!s->lowered)
        s->lowered = NEW(struct place);
    return s->lowered;
}

struct label {
    const char *name;
    struct stmt *stmt;
    struct region *region;
};
struct scan {
    struct fn *f;
    bool inert;         /* in a statement expression that is printed as it is */
    VEC(struct label) labels;
};

static struct region *region_new(struct fn *f, enum region_kind kind, struct region *parent, struct stmt *s)
{
    struct region *r = NEW(struct region);
    r->kind = kind;
    r->n = (int)f->regions.n + 1;
    r->parent = parent;
    r->stmt = s;
    VEC_PUSH(&f->regions, r);
    return r;
}

static void scan_expr(struct scan *c, struct expr *e, struct region *r, struct stmt *block);

/* A type name declared in a block knows its declaration, for frame.c may have to
 * move it to file scope. */
static void type_unit(struct symbol *sym, struct stmt *s)
{
    struct type_place *p = NEW(struct type_place);
    p->decl = s;
    sym->lowered = p;
}

/* struct { … } x: the declaration is printed apart from x, so it needs a name. */
static void name_anonymous(struct fn *f, struct type *t)
{
    while (t->kind == TY_POINTER || t->kind == TY_ARRAY || t->kind == TY_FUNCTION)
        t = t->base;
    if ((t->kind == TY_STRUCT || t->kind == TY_UNION || t->kind == TY_ENUM) && t->sym && !t->sym->name && t->sym->lowered) {
        t->sym->name = intern_format("cede__anonymous_%d", ++f->n_temps);
        VEC_PUSH(&f->named, t->sym);
    }
}

static void scan_decl(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    for (size_t i = 0; i < s->decl->tags.n; i++)
        type_unit(s->decl->tags.at[i], s);
    for (size_t i = 0; i < s->decl->declarators.n; i++) {
        struct declarator *d = &s->decl->declarators.at[i];
        struct symbol *sym = d->sym;
        if (sym->kind == SYM_TYPEDEF)
            type_unit(sym, s);
        if (sym->kind == SYM_VAR && s->decl->tags.n)
            name_anonymous(f, sym->type);
        if (sym->kind == SYM_VAR && sym->storage != ST_STATIC && sym->storage != ST_EXTERN && !sym->thread_local_) {
            struct var *v = var_new(f, V_LOCAL, sym->name, sym->type);
            v->sym = sym;
            v->block = sym->block;
            v->place = sym->place;
            v->inert = c->inert;
            v->init = d->init;
            sym->lowered = v;
        }
        scan_expr(c, d->init, r, block);
    }
}

static void scan_stmt(struct scan *c, struct stmt *s, struct region *r, struct stmt *block);

static void scan_list(struct scan *c, struct stmt *s, struct region *r)
{
    struct region *group = r && r->kind == R_GROUP && r->stmt->body == s ? r : NULL;
    for (size_t i = 0; i < s->list.n; i++) {
        struct stmt *k = s->list.at[i];
        scan_stmt(c, k, r, s);
        if (k->kind == S_DEFER) {
            r = place_of(k)->opens;
            r->waits = group;
        }
    }
}

static void scan_defer(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    struct place *p = place_of(s);
    p->opens = region_new(f, R_DEFER, r, s);
    p->body = region_new(f, R_DEFER_BODY, r, s);
    p->opens->left = p->body->left = runtime_var(f, V_LEFT, "int", "left", p->opens->n);
    if (stmt_suspends(s->body))
        p->body->node = runtime_var(f, V_RUNTIME, "cede_scope", "hold", p->opens->n);
    scan_stmt(c, s->body, p->body, block);
}

static void scan_group(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    struct place *p = place_of(s);
    struct var *g = var_new(f, V_RUNTIME, s->sym->name, NULL);
    g->spelled = "cede_group";
    g->sym = s->sym;
    g->place = s->sym->place;
    s->sym->lowered = g;
    p->opens = region_new(f, R_GROUP, r, s);
    p->body = region_new(f, R_GROUP_ELSE, r, s);
    p->opens->node = p->body->node = g;
    p->opens->left = runtime_var(f, V_LEFT, "int", "left", p->opens->n);
    scan_expr(c, s->expr, r, block);
    scan_stmt(c, s->body, p->opens, block);
    scan_stmt(c, s->other, p->body, block);
}

static void scan_stmt(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct place *p;
    if (!s)
        return;
    p = place_of(s);
    p->around = r;
    switch (s->kind) {
    case S_BLOCK:
        scan_list(c, s, r);
        return;
    case S_DECL:
        scan_decl(c, s, r, block);
        return;
    case S_DEFER:
        scan_defer(c, s, r, block);
        return;
    case S_GROUP:
        scan_group(c, s, r, block);
        return;
    case S_WITHIN:
    case S_SHIELD:
        scan_expr(c, s->expr, r, block);
        p->opens = region_new(c->f, s->kind == S_WITHIN ? R_WITHIN : R_SHIELD, r, s);
        p->opens->node = s->kind == S_WITHIN
            ? runtime_var(c->f, V_RUNTIME, "cede__within", "within", p->opens->n)
            : runtime_var(c->f, V_RUNTIME, "cede_scope", "hold", p->opens->n);
        scan_stmt(c, s->body, p->opens, block);
        scan_stmt(c, s->other, r, block);
        return;
    case S_EXPR: {
        struct expr *e = s->expr;
        while (e->kind == E_PAREN)
            e = e->kids.at[0];
        if (e->kind == E_SPAWN)
            need_how(e)->unused = true;
        break;
    }
    case S_LABEL: {
        struct label l;
        l.name = s->name;
        l.stmt = s;
        l.region = r;
        VEC_PUSH(&c->labels, l);
        break;
    }
    case S_FOR:
        block = s;
        break;
    default:
        break;
    }
    scan_expr(c, s->expr, r, block);
    scan_expr(c, s->expr2, r, block);
    scan_expr(c, s->inc, r, block);
    for (size_t i = 0; i < s->exprs.n; i++)
        scan_expr(c, s->exprs.at[i], r, block);
    scan_stmt(c, s->init, r, block);
    scan_stmt(c, s->body, r, block);
    scan_stmt(c, s->other, r, block);
}

static bool is_leaving(struct expr *e)
{
    struct expr *callee = e->kind == E_CALL ? e->kids.at[0] : NULL;
    return callee && callee->kind == E_IDENT && e->kids.n == 1 &&
           strcmp(callee->sym ? callee->sym->name : "", "cede_leaving") == 0;
}

static void set_how(struct fn *f, struct expr *e, enum how_kind kind, struct var *v)
{
    struct how *h = need_how(e);
    size_t at = e->begin - f->x->begin;
    if (h->kind == H_PLAIN) {
        h->next = f->how_at[at];
        f->how_at[at] = e;
    }
    h->kind = kind;
    h->var = v;
}

static void scan_literal(struct fn *f, struct expr *e, struct stmt *block)
{
    struct var *v = var_new(f, V_LITERAL, intern_format("cede__literal_%d", ++f->n_temps), e->type);
    v->block = block;
    v->literal = e;
    v->place = &f->u->tokens.at[e->begin];
    set_how(f, e, H_LITERAL, v);
}

static void scan_expr(struct scan *c, struct expr *e, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    if (!e)
        return;
    if (e->kind == E_IDENT && !e->unevaluated && var_of(e->sym))
        var_of(e->sym)->referenced = true;
    if (e->kind == E_IDENT && var_of(e->sym) && var_of(e->sym)->kind == V_RUNTIME)
        set_how(f, e, H_ADDRESS, var_of(e->sym));
    if (e->kind == E_SPAWN && !e->unevaluated)
        set_how(f, e, H_SPAWN, NULL);
    if (e->kind == E_COMPOUND && !e->unevaluated)
        scan_literal(f, e, block);
    if (is_leaving(e)) {
        struct region *d = r;
        while (d && d->kind != R_DEFER_BODY)
            d = d->parent;
        if (d) {
            set_how(f, e, H_LEAVING, d->left);
            place_of(d->stmt)->opens->asked = true;
        }
    }
    if (e->kind == E_STMT) {
        bool inert = c->inert;
        c->inert = inert || !expr_suspends(e);
        scan_stmt(c, e->body, r, block);
        c->inert = inert;
    }
    for (size_t i = 0; i < e->kids.n; i++)
        scan_expr(c, e->kids.at[i], r, block);
}

/* ---- expressions ------------------------------------------------------------------------ */

struct low {
    struct fn *f;
    struct scan *scan;
    struct region *region;      /* innermost around what is being lowered */
    bool conditional;           /* under an if that hoist() made */
};

static void lower_stmt(struct low *l, struct stmt *s, struct node *out);
static void lower_list(struct low *l, struct stmt *s, size_t from, struct node *out);
static void hoist(struct low *l, struct expr *e, struct node *out);
static void lower_expr_stmt(struct low *l, struct expr *e, struct stmt *s, struct node *out);

static struct var *temp(struct low *l, const char *what, struct type *type, const char *spelled)
{
    struct var *v = var_new(l->f, V_TEMP, intern_format("cede__%s%d", what, ++l->f->n_temps), type);
    v->spelled = spelled;
    v->zeroed = l->conditional;
    return v;
}

static struct expr *without_parens(struct expr *e)
{
    while (e->kind == E_PAREN || (e->kind == E_UNARY && (e->op == '*' || e->op == '&') && e->kids.at[0]->kind == E_IDENT
                                  && e->kids.at[0]->sym && e->kids.at[0]->sym->kind == SYM_FUNC))
        e = e->kids.at[0];
    return e;
}

static struct type *called_type(struct fn *f, struct expr *callee)
{
    struct type *t = type_strip(expr_type(f->u, callee));
    if (t->kind == TY_POINTER)
        t = type_strip(t->base);
    return t;
}

static struct site *site_new(struct low *l, enum site_kind kind, size_t token)
{
    struct site *s = NEW(struct site);
    s->kind = kind;
    s->token = token;
    s->region = l->region;
    s->callee_index = -1;
    VEC_PUSH(&l->f->sites, s);
    s->n = (int)l->f->sites.n;
    if (l->region)
        l->region->sites = true;
    else
        l->f->leave_used = true;
    return s;
}

static void lower_await(struct low *l, struct expr *e, struct node *out)
{
    struct fn *f = l->f;
    struct expr *call = e->kids.at[0], *callee;
    struct site *s;
    struct type *result;
    while (call->kind == E_PAREN)
        call = call->kids.at[0];
    for (size_t i = 0; i < call->kids.n; i++)
        hoist(l, call->kids.at[i], out);
    callee = without_parens(call->kids.at[0]);
    s = site_new(l, SITE_NAME, e->begin);
    s->await = e;
    s->call = call;
    s->type = called_type(f, call->kids.at[0]);
    if (callee->kind == E_IDENT && callee->sym && callee->sym->kind == SYM_FUNC)
        s->callee = callee->sym;
    if (!s->callee)
        s->kind = SITE_POINTER;
    else if (e->boxed)
        s->kind = SITE_BOX;
    if (s->kind != SITE_NAME)
        s->box = runtime_var(f, V_RUNTIME, "cede_box *", "box", s->n);
    result = type_strip(s->type->base);
    if (result->kind == TY_VOID) {
        set_how(f, e, H_VOID, NULL);
    } else {
        s->result = var_new(f, V_RESULT, intern_format("cede__v%d", s->n), type_assignable(s->type->base));
        s->result->place = &f->u->tokens.at[e->begin];
        s->result->zeroed = l->conditional;
        set_how(f, e, H_VAR, s->result);
    }
    add(out, node_new(N_AWAIT, NULL))->site = s;
    out->list.at[out->list.n - 1]->line_token = e->begin;
}

/* The branches of an && or || that suspends: its value is kept, the right side
 * runs under an if. */
static void hoist_logical(struct low *l, struct expr *e, struct node *out)
{
    struct var *v;
    struct node *then;
    bool conditional = l->conditional;
    hoist(l, e->kids.at[0], out);
    if (!expr_suspends(e->kids.at[1]))
        return;
    v = temp(l, "c", NULL, "int");
    TEXT(out, "%d = !!(%e);", v, e->kids.at[0]);
    then = node_new(N_SEQ, NULL);
    l->conditional = true;
    hoist(l, e->kids.at[1], then);
    l->conditional = conditional;
    TEXT(then, "%d = !!(%e);", v, e->kids.at[1]);
    add(out, node_format(N_IF, NULL, e->kind == E_AND ? "%u" : "!%u", v))->body = then;
    set_how(l->f, e, H_VAR, v);
}

static void hoist_conditional(struct low *l, struct expr *e, struct node *out)
{
    struct expr *cond = e->kids.at[0];
    struct node *branch;
    struct var *v;
    bool conditional = l->conditional, gnu = e->kids.n == 2;
    struct node *test;
    hoist(l, cond, out);
    if (!expr_suspends(e->kids.at[1]) && (gnu || !expr_suspends(e->kids.at[2])))
        return;
    v = gnu ? temp(l, "c", type_assignable(type_decay(type_strip(expr_type(l->f->u, cond)))), NULL) : temp(l, "c", NULL, "int");
    test = TEXT(out, gnu ? "%d = %e;" : "%d = !!(%e);", v, cond);      /* a ?: b keeps the value of a as it is */
    set_how(l->f, e, H_COND, v);
    test->fresh_from = (int)l->f->vars.n;
    l->conditional = true;
    branch = add(out, node_format(N_IF, NULL, gnu ? "!%u" : "%u", v));
    branch->body = node_new(N_SEQ, NULL);
    hoist(l, e->kids.at[1], branch->body);
    if (!gnu && expr_suspends(e->kids.at[2])) {
        branch->other = node_new(N_SEQ, NULL);
        hoist(l, e->kids.at[2], branch->other);
    }
    test->fresh_to = (int)l->f->vars.n;
    l->conditional = conditional;
}

/* ({ … }) with an await inside: its statements run here, its value is kept. */
static void hoist_statements(struct low *l, struct expr *e, struct node *out)
{
    struct stmt *body = e->body, *last = body->list.n ? body->list.at[body->list.n - 1] : NULL;
    struct node *block = add(out, node_new(N_BLOCK, body));
    struct type *t = type_strip(expr_type(l->f->u, e));
    struct var *v = NULL;
    size_t n = body->list.n;
    if (last && last->kind == S_EXPR && t->kind != TY_VOID) {
        v = temp(l, "s", type_assignable(t), NULL);
        body->list.n--;
        lower_list(l, body, 0, block);
        body->list.n = n;
        hoist(l, last->expr, block);
        TEXT(block, "%d = %e;", v, last->expr);
    } else {
        lower_list(l, body, 0, block);
    }
    set_how(l->f, e, v ? H_VAR : H_VOID, v);
}

static void hoist(struct low *l, struct expr *e, struct node *out)
{
    if (!e || !expr_suspends(e))
        return;
    switch (e->kind) {
    case E_AWAIT:
        lower_await(l, e, out);
        return;
    case E_AND:
    case E_OR:
        hoist_logical(l, e, out);
        return;
    case E_COND:
        hoist_conditional(l, e, out);
        return;
    case E_COMMA:
        lower_expr_stmt(l, e->kids.at[0], NULL, out);
        hoist(l, e->kids.at[1], out);
        set_how(l->f, e, H_RIGHT, NULL);
        return;
    case E_STMT:
        hoist_statements(l, e, out);
        return;
    case E_CHOOSE:
        if (!e->chosen) {       /* only the compiler knows which arm it is */
            struct node *arm = add(out, node_format(N_IF, NULL, "%e", e->kids.at[0]));
            arm->body = node_new(N_SEQ, NULL);
            arm->other = node_new(N_SEQ, NULL);
            hoist(l, e->kids.at[1], arm->body);
            hoist(l, e->kids.at[2], arm->other);
            return;
        }
        break;
    default:
        break;
    }
    for (size_t i = 0; i < e->kids.n; i++)
        if (kid_is_evaluated(e, i))
            hoist(l, e->kids.at[i], out);
}

/* ---- ways out ------------------------------------------------------------------------------- */

static const char *jump_code(struct fn *f, struct jump *j)
{
    const char *name;
    switch (j->kind) {
    case J_RETURN: name = "cede__return"; break;
    case J_GOTO: name = intern_format("cede__goto_%s", j->label); break;
    case J_BREAK: name = intern_format("cede__break_%d", j->target->op >> 8); break;
    default: name = intern_format("cede__continue_%d", j->target->op >> 8); break;
    }
    for (size_t i = 0; i < f->codes.n; i++)
        if (f->codes.at[i] == name)
            return name;
    VEC_PUSH(&f->codes, name);
    return name;
}

static void add_exit(struct region *r, struct jump *j)
{
    for (size_t i = 0; i < r->exits.n; i++)
        if (r->exits.at[i].code == j->code)
            return;
    VEC_PUSH(&r->exits, *j);
}

static void jump_native(struct low *l, struct node *out, struct jump *j, struct stmt *s)
{
    struct node *n;
    struct place *p = j->target ? place_of(j->target) : NULL;
    switch (j->kind) {
    case J_RETURN:
        n = add(out, node_new(N_RETURN, s));
        n->var = l->f->value;
        return;
    case J_GOTO:
        add(out, node_new(N_GOTO, s))->text = j->label;
        return;
    case J_BREAK:
        add(out, node_new(N_BREAK, s));
        return;
    case J_CONTINUE:
        if (p->continues)
            add(out, node_new(N_GOTO, s))->text = p->continues;
        else
            add(out, node_new(N_CONTINUE, s));
    }
}

/* Leaves `from` and what is around it, up to the region of the jump's target. */
static void jump(struct low *l, struct node *out, struct region *from, struct jump *j, struct stmt *s)
{
    for (struct region *r = from; r != j->region; r = r->parent)
        switch (r->kind) {
        case R_WITHIN:
            TEXT(out, "cede__within_end(cede__t, &%u);", r->node);
            break;
        case R_SHIELD:
            TEXT(out, "cede__hold_end(cede__t, &%u);", r->node);
            break;
        case R_GROUP_ELSE:
            TEXT(out, "cede__group_end(&%u);", r->node);
            break;
        case R_DEFER_BODY:      /* refused where the jump stands */
            break;
        case R_DEFER:
        case R_GROUP:
            j->code = jump_code(l->f, j);
            TEXT(out, "%d = %s;", r->left, j->code);
            add_exit(r, j);
            r->jumps = true;
            add_goto(out, region_label(r, "end"));
            return;
        }
    jump_native(l, out, j, s);
}

/* Whether target is around r, or r itself. */
static bool region_within(struct region *r, struct region *target)
{
    while (r != target && r)
        r = r->parent;
    return r == target;
}

static bool leaves_defer(struct region *from, struct region *to)
{
    for (struct region *r = from; r != to && r; r = r->parent)
        if (r->kind == R_DEFER_BODY)
            return true;
    return false;
}

/* Refuses what no jump may do; false after a message. */
static bool jump_allowed(struct low *l, struct stmt *s, struct region *to, const char *what)
{
    struct region *in = to;
    if (region_within(l->region, to)) {
        if (!leaves_defer(l->region, to))
            return true;
        error_at(l->f->u, s->begin, s->end, "%s leaves a defer block", what);
        hint(l->f->u, "a defer runs to its end; put the decision into a variable and act on it behind the block");
        return false;
    }
    while (in->parent && !region_within(l->region, in->parent))
        in = in->parent;
    switch (in->kind) {
    case R_DEFER:
        error_at(l->f->u, s->begin, s->end, "%s jumps over a defer into the rest of its block", what);
        hint(l->f->u, "put the defer and what belongs to it between inner braces");
        break;
    case R_DEFER_BODY:
        error_at(l->f->u, s->begin, s->end, "%s jumps into a defer block", what);
        break;
    default:
        error_at(l->f->u, s->begin, s->end, "%s jumps into a %s block", what,
                 in->kind == R_WITHIN ? "within" : in->kind == R_SHIELD ? "shield" : "group");
        hint(l->f->u, "a block has to be entered at its beginning");
    }
    return false;
}

static struct var *need_value(struct fn *f)
{
    if (!f->value)
        f->value = var_new(f, V_VALUE, "cede__value", type_assignable(f->sym->type->base));
    return f->value;
}

static void lower_return(struct low *l, struct stmt *s, struct node *out)
{
    struct jump j;
    struct node *n;
    memset(&j, 0, sizeof j);
    j.kind = J_RETURN;
    if (!jump_allowed(l, s, NULL, "return"))
        return;
    hoist(l, s->expr, out);
    if (!l->region) {
        n = add(out, node_new(N_RETURN, s));
        n->expr = s->expr;
        return;
    }
    if (s->expr && l->f->result->kind != TY_VOID) {
        struct node *set = node_format(N_TEXT, s, "%d = %e;", need_value(l->f), s->expr);
        add(out, set);
    } else if (s->expr) {
        add(out, node_format(N_TEXT, s, "%e;", s->expr));
    }
    jump(l, out, l->region, &j, s);
}

static void lower_goto(struct low *l, struct stmt *s, struct node *out)
{
    struct jump j;
    memset(&j, 0, sizeof j);
    if (s->expr) {
        hoist(l, s->expr, out);
        add(out, node_format(N_JUMPS, s, "goto *%e;", s->expr));
        return;
    }
    j.kind = J_GOTO;
    j.label = s->name;
    for (size_t i = 0; i < l->scan->labels.n; i++)
        if (l->scan->labels.at[i].name == s->name) {
            j.region = l->scan->labels.at[i].region;
            if (jump_allowed(l, s, j.region, "goto"))
                jump(l, out, l->region, &j, s);
            return;
        }
    error_at(l->f->u, s->begin, s->end, "no label '%s' in this function", s->name);
}

static void lower_break(struct low *l, struct stmt *s, struct node *out)
{
    struct jump j;
    struct stmt *t = s->parent;
    const char *what = s->kind == S_BREAK ? "break" : "continue";
    memset(&j, 0, sizeof j);
    j.kind = s->kind == S_BREAK ? J_BREAK : J_CONTINUE;
    while (t && t->kind != S_WHILE && t->kind != S_DO && t->kind != S_FOR && (t->kind != S_SWITCH || j.kind == J_CONTINUE))
        t = t->parent;
    if (!t) {
        error_at(l->f->u, s->begin, s->end, "%s outside a loop%s", what, j.kind == J_BREAK ? " or switch" : "");
        return;
    }
    j.target = t;
    j.region = place_of(t)->around;
    if (jump_allowed(l, s, j.region, what))
        jump(l, out, l->region, &j, s);
}

/* ---- blocks that owe something ------------------------------------------------------------------ */

/* The labels at which awaits and inner unwindings arrive. */
static void arrive(struct low *l, struct region *r, struct node *out)
{
    if (r->sites) {
        add_label(out, region_label(r, "leave"));
        TEXT(out, "if (cede__s == CEDE_PENDING) return cede__pending(cede__t, cede__f, %s__step);", l->f->name);
    }
    if (r->unwinds)
        add_label(out, region_label(r, "unwind"));
}

static void left_by_unwinding(struct low *l, struct region *r, struct node *out)
{
    arrive(l, r, out);
    TEXT(out, "%d = cede__reason(cede__t);", r->left);
}

/* Behind what the block owed: goes on as `left` says. */
static void dispatch(struct low *l, struct region *r, struct node *out)
{
    struct node *n;
    if (r->sites || r->unwinds || r->waits || r->kind == R_GROUP) {
        if (r->kind == R_DEFER) {
            n = add(out, node_format(N_IF, NULL, "%u < 0", r->left));
            n->body = node_new(N_SEQ, NULL);
            goto_unwind(l->f, n->body, r->parent);
        }
    }
    for (size_t i = 0; i < r->exits.n; i++) {
        struct jump j = r->exits.at[i];
        n = add(out, node_format(N_IF, NULL, "%u == %s", r->left, j.code));
        n->body = node_new(N_SEQ, NULL);
        jump(l, n->body, r->parent, &j, NULL);
    }
}

static void wait_group(struct low *l, struct region *group, struct var *left, size_t token, struct node *out)
{
    struct site *s = NEW(struct site);
    struct node *n;
    s->kind = SITE_GROUP;
    s->token = token;
    s->group = group->node;
    s->left = left;
    s->callee_index = -1;
    VEC_PUSH(&l->f->sites, s);
    s->n = (int)l->f->sites.n;
    n = add(out, node_new(N_AWAIT, NULL));
    n->site = s;
    n->line_token = token;
}

/* The body of a defer, where its block is left. */
static void run_defer(struct low *l, struct region *d, struct node *out)
{
    struct region *body = place_of(d->stmt)->body, *around = l->region;
    l->region = body;
    if (body->node)
        TEXT(out, "cede__hold_begin(cede__t, &%d);", body->node);
    lower_stmt(l, d->stmt->body, out);
    if (body->sites || body->unwinds) {
        struct node *abandoned = node_new(N_SEQ, NULL);
        left_by_unwinding(l, body, abandoned);
        add_goto(out, region_label(body, "after"));
        add(out, abandoned);
        add_label(out, region_label(body, "after"));
    }
    if (body->node)
        TEXT(out, "cede__hold_end(cede__t, &%u);", body->node);
    l->region = around;
}

/* Statements from number `from` on, all that comes behind a defer. */
static void lower_defer(struct low *l, struct stmt *block, size_t from, struct stmt *s, struct node *out)
{
    struct region *d = place_of(s)->opens, *body = place_of(s)->body, *around = l->region;
    struct node *seq = node_new(N_SEQ, NULL);
    size_t closing = block->end - 1;
    bool unwinds;
    l->region = d;
    lower_list(l, block, from, seq);
    l->region = around;
    add(out, seq);
    unwinds = d->sites || d->unwinds;
    if (!ends_in_jump(seq) && (unwinds || d->exits.n || d->waits || d->asked || stmt_suspends(s->body)))
        TEXT(out, "%d = cede__end;", d->left);
    if (unwinds) {
        if (!ends_in_jump(seq)) {
            add_goto(out, region_label(d, "end"));
            d->jumps = true;
        }
        left_by_unwinding(l, d, out);
    }
    if (d->jumps)
        add_label(out, region_label(d, "end"));
    if (d->waits)
        wait_group(l, d->waits, d->left, closing, out);
    run_defer(l, d, out);
    if (body->sites || body->unwinds)
        d->unwinds = true;      /* left may have become a reason meanwhile */
    dispatch(l, d, out);
}

static void lower_within(struct low *l, struct stmt *s, struct node *out)
{
    struct region *r = place_of(s)->opens, *around = l->region;
    struct node *body, *n;
    hoist(l, s->expr, out);
    add(out, node_format(N_TEXT, s, s->op == 'u' ? "cede__within_until(cede__t, &%d, %e);"
                                                 : "cede__within_begin(cede__t, &%d, %e);", r->node, s->expr));
    body = node_new(N_SEQ, NULL);
    l->region = r;
    lower_stmt(l, s->body, body);
    l->region = around;
    add(out, body);
    if (!ends_in_jump(body)) {
        TEXT(out, "cede__within_end(cede__t, &%u);", r->node);
        add_goto(out, region_label(r, "after"));
    }
    if (!r->sites && !r->unwinds) {     /* nothing in it has to wait: it always ends normally */
        if (s->other) {
            n = add(out, node_format(N_IF, s->other, "0"));
            n->body = node_new(N_SEQ, NULL);
            lower_stmt(l, s->other, n->body);
        }
    } else {
        arrive(l, r, out);
        n = add(out, node_format(N_IF, NULL, "!cede__within_takes(cede__t, &%u)", r->node));
        n->body = node_new(N_SEQ, NULL);
        goto_unwind(l->f, n->body, around);
        if (s->other)
            lower_stmt(l, s->other, out);
    }
    add_label(out, region_label(r, "after"));
}

static void lower_shield(struct low *l, struct stmt *s, struct node *out)
{
    struct region *r = place_of(s)->opens, *around = l->region;
    struct node *body = node_new(N_SEQ, NULL);
    add(out, node_format(N_TEXT, s, "cede__hold_begin(cede__t, &%d);", r->node));
    l->region = r;
    lower_stmt(l, s->body, body);
    l->region = around;
    add(out, body);
    if (!ends_in_jump(body))
        TEXT(out, "cede__hold_end(cede__t, &%u);", r->node);
    if (!r->sites && !r->unwinds)
        return;
    if (!ends_in_jump(body))
        add_goto(out, region_label(r, "after"));
    arrive(l, r, out);
    TEXT(out, "cede__hold_end(cede__t, &%u);", r->node);
    goto_unwind(l->f, out, around);
    add_label(out, region_label(r, "after"));
}

/* What happens when the group failed: its else part, or the failure is carried on. */
static void group_failed(struct low *l, struct stmt *s, struct node *out)
{
    struct region *els = place_of(s)->body, *around = l->region;
    struct jump j;
    if (s->other) {
        struct node *body = add(out, node_new(N_SEQ, NULL));
        l->region = els;
        lower_stmt(l, s->other, body);
        l->region = around;
        if (!ends_in_jump(body)) {
            TEXT(body, "cede__group_end(&%u);", els->node);
            add_goto(body, region_label(place_of(s)->opens, "after"));
        }
        if (els->sites || els->unwinds) {
            arrive(l, els, out);
            TEXT(out, "cede__group_end(&%u);", els->node);
            goto_unwind(l->f, out, around);
        }
        return;
    }
    if (l->f->result->kind != TY_INT) {
        error_at(l->f->u, s->begin, s->begin + 1, "this group needs an else part");
        hint(l->f->u, "a failure of its tasks is carried on with return, which only an int result can do: write group (%s) { … } else { … }",
             s->sym->name);
        return;
    }
    memset(&j, 0, sizeof j);
    j.kind = J_RETURN;
    TEXT(out, "%d = cede_group_error(&%u);", need_value(l->f), els->node);
    TEXT(out, "cede__group_end(&%u);", els->node);
    if (leaves_defer(around, NULL)) {
        error_at(l->f->u, s->begin, s->begin + 1, "this group needs an else part");
        hint(l->f->u, "it stands in a defer block, which cannot be left by the return that would carry its failure on");
        return;
    }
    jump(l, out, around, &j, NULL);
}

static void lower_group(struct low *l, struct stmt *s, struct node *out)
{
    struct region *r = place_of(s)->opens, *around = l->region;
    struct node *body = node_new(N_SEQ, NULL), *failed, *taken;
    if (s->expr) {
        hoist(l, s->expr, out);
        add(out, node_format(N_TEXT, s, "cede__group_begin(cede__t, &%d, %e);", r->node, s->expr));
    } else {
        add(out, node_format(N_TEXT, s, "cede__group_begin(cede__t, &%d, 0);", r->node));
    }
    l->region = r;
    lower_stmt(l, s->body, body);
    l->region = around;
    add(out, body);
    if (!ends_in_jump(body))
        TEXT(out, "%d = cede__end;", r->left);
    if (r->sites || r->unwinds) {
        if (!ends_in_jump(body)) {
            add_goto(out, region_label(r, "end"));
            r->jumps = true;
        }
        left_by_unwinding(l, r, out);
    }
    if (r->jumps)
        add_label(out, region_label(r, "end"));
    wait_group(l, r, r->left, s->body->end - 1, out);
    failed = add(out, node_format(N_IF, NULL, "%u < 0", r->left));
    failed->body = node_new(N_SEQ, NULL);
    taken = add(failed->body, node_format(N_IF, NULL, "!cede__group_takes(cede__t, &%u)", r->node));
    taken->body = node_new(N_SEQ, NULL);
    TEXT(taken->body, "cede__group_end(&%u);", r->node);
    goto_unwind(l->f, taken->body, around);
    group_failed(l, s, failed->body);
    TEXT(out, "cede__group_pop(cede__t, &%u);", r->node);
    TEXT(out, "cede__group_end(&%u);", r->node);
    dispatch(l, r, out);
    add_label(out, region_label(r, "after"));
}

/* ---- statements ------------------------------------------------------------------------------------ */

/* The await that is the whole of an expression statement, so that its value is not used. */
static struct expr *whole_await(struct expr *e)
{
    for (;;) {
        if (e->kind == E_PAREN || (e->kind == E_CAST && type_is_void(e->type)))
            e = e->kids.at[0];
        else
            return e->kind == E_AWAIT ? e : NULL;
    }
}

static bool has_effect(struct expr *e)
{
    while (e->kind == E_PAREN)
        e = e->kids.at[0];
    return e->kind == E_ASSIGN || e->kind == E_CALL || e->kind == E_POSTFIX || e->kind == E_PREFIX ||
           (e->kind == E_CAST && type_is_void(e->type));
}

static void drop_result(struct fn *f, struct expr *await)
{
    struct site *s = f->sites.at[f->sites.n - 1];
    s->result = NULL;
    how_of(await)->kind = H_VOID;
}

static void lower_expr_stmt(struct low *l, struct expr *e, struct stmt *s, struct node *out)
{
    struct expr *await = whole_await(e), *inner = e;
    bool suspends = expr_suspends(e);
    while (inner->kind == E_PAREN)
        inner = inner->kids.at[0];
    hoist(l, e, out);
    if (await) {
        drop_result(l->f, await);
        return;
    }
    if (suspends && inner->kind == E_STMT && how_of(inner)->kind == H_VOID)
        return;
    add(out, node_format(N_TEXT, s, (suspends || !s) && !has_effect(e) ? "(void)(%e);" : "%e;", e));
}

static void lower_decl(struct low *l, struct stmt *s, struct node *out)
{
    struct decl *d = s->decl;
    bool any = false;
    for (size_t i = 0; i < d->declarators.n; i++)
        any = any || var_of(d->declarators.at[i].sym);
    if (!any || d->tags.n) {
        struct node *n = add(out, node_new(N_TOKENS, s));
        if (!any) {
            for (size_t i = 0; i < d->declarators.n; i++)
                n->expr = d->declarators.at[i].init;
            return;
        }
    }
    for (size_t i = 0; i < d->declarators.n; i++) {
        struct node *n;
        hoist(l, d->declarators.at[i].init, out);
        n = add(out, node_new(N_DECL, s));
        n->declarator = &d->declarators.at[i];
        n->var = var_of(d->declarators.at[i].sym);
    }
}

static const char *new_label(struct low *l, const char *what)
{
    return intern_format("cede__%s_%d", what, ++l->f->n_labels);
}

/* break_n and continue_n of a loop are numbered by it: kept in the upper bits of op. */
static void number(struct low *l, struct stmt *s)
{
    s->op = (s->op & 0xFF) | (++l->f->n_labels << 8);
}

static struct node *break_unless(struct low *l, struct expr *cond, struct node *out)
{
    struct node *n;
    hoist(l, cond, out);
    n = add(out, node_format(N_IF, NULL, "!(%e)", cond));
    n->body = node_new(N_SEQ, NULL);
    add(n->body, node_new(N_BREAK, NULL));
    return n;
}

static void lower_while(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    number(l, s);
    n = node_new(N_WHILE, s);
    n->body = node_new(N_SEQ, NULL);
    if (expr_suspends(s->expr))
        break_unless(l, s->expr, n->body);
    else
        n->expr = s->expr;
    lower_stmt(l, s->body, n->body);
    add(out, n);
}

static void lower_do(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n = node_new(N_DO, s);
    number(l, s);
    n->body = node_new(N_SEQ, NULL);
    if (expr_suspends(s->expr))
        place_of(s)->continues = new_label(l, "next");
    lower_stmt(l, s->body, n->body);
    if (place_of(s)->continues)
        add_label(n->body, place_of(s)->continues);
    hoist(l, s->expr, n->body);
    n->expr = s->expr;
    add(out, n);
}

static void lower_for(struct low *l, struct stmt *s, struct node *out)
{
    struct node *block = add(out, node_new(N_BLOCK, s)), *n = node_new(N_FOR, s), *init = node_new(N_SEQ, NULL);
    number(l, s);
    n->body = node_new(N_SEQ, NULL);
    if (s->init && s->init->kind != S_NULL)
        lower_stmt(l, s->init, init);
    if (init->list.n == 1)
        n->init = init->list.at[0];
    else if (init->list.n)
        add(block, init);
    if (s->inc && expr_suspends(s->inc))
        place_of(s)->continues = new_label(l, "next");
    if (s->expr && expr_suspends(s->expr))
        break_unless(l, s->expr, n->body);
    else
        n->expr = s->expr;
    lower_stmt(l, s->body, n->body);
    if (place_of(s)->continues) {
        add_label(n->body, place_of(s)->continues);
        lower_expr_stmt(l, s->inc, NULL, n->body);
    } else if (s->inc) {
        n->inc = node_format(N_TEXT, NULL, "%e", s->inc);
    }
    add(block, n);
}

static void lower_if(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    hoist(l, s->expr, out);
    n = add(out, node_format(N_IF, s, "%e", s->expr));
    n->body = node_new(N_SEQ, NULL);
    lower_stmt(l, s->body, n->body);
    if (s->other) {
        n->other = node_new(N_SEQ, NULL);
        lower_stmt(l, s->other, n->other);
    }
}

static void lower_switch(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    number(l, s);
    hoist(l, s->expr, out);
    n = add(out, node_format(N_SWITCH, s, "%e", s->expr));
    n->body = node_new(N_SEQ, NULL);
    lower_stmt(l, s->body, n->body);
}

static void lower_case(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    struct stmt *t = s->parent;
    while (t && t->kind != S_SWITCH)
        t = t->parent;
    if (!t) {
        error_at(l->f->u, s->begin, s->begin + 1, "'%s' outside a switch", s->kind == S_CASE ? "case" : "default");
        return;
    }
    if (!region_within(place_of(t)->around, l->region)) {
        struct low at = *l;
        at.region = place_of(t)->around;
        jump_allowed(&at, s, l->region, "this case");
    }
    n = s->kind == S_DEFAULT ? node_format(N_CASE, s, "default:")
      : s->expr2 ? node_format(N_CASE, s, "case %e ... %e:", s->expr, s->expr2) : node_format(N_CASE, s, "case %e:", s->expr);
    n->is_default = s->kind == S_DEFAULT;
    add(out, n);
    lower_stmt(l, s->body, out);
}

static void lower_list(struct low *l, struct stmt *s, size_t from, struct node *out)
{
    for (size_t i = from; i < s->list.n; i++) {
        if (s->list.at[i]->kind == S_DEFER) {
            lower_defer(l, s, i + 1, s->list.at[i], out);
            return;
        }
        lower_stmt(l, s->list.at[i], out);
    }
}

static void not_yet(struct low *l, struct stmt *s, const char *what)
{
    error_at(l->f->u, s->begin, s->begin + 1, "%s is not supported yet", what);
}

static void lower_stmt(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    if (!s)
        return;
    switch (s->kind) {
    case S_EXPR: lower_expr_stmt(l, s->expr, s, out); return;
    case S_NULL: return;
    case S_DECL: lower_decl(l, s, out); return;
    case S_BLOCK:
        n = add(out, node_new(N_BLOCK, s));
        lower_list(l, s, 0, n);
        return;
    case S_IF: lower_if(l, s, out); return;
    case S_WHILE: lower_while(l, s, out); return;
    case S_DO: lower_do(l, s, out); return;
    case S_FOR: lower_for(l, s, out); return;
    case S_SWITCH: lower_switch(l, s, out); return;
    case S_CASE:
    case S_DEFAULT: lower_case(l, s, out); return;
    case S_LABEL:
        add(out, node_new(N_LABEL, s))->text = s->name;
        lower_stmt(l, s->body, out);
        return;
    case S_GOTO: lower_goto(l, s, out); return;
    case S_BREAK:
    case S_CONTINUE: lower_break(l, s, out); return;
    case S_RETURN: lower_return(l, s, out); return;
    case S_ASM:
        for (size_t i = 0; i < s->exprs.n; i++)
            hoist(l, s->exprs.at[i], out);
        add(out, node_new(N_ASM, s));
        return;
    case S_LOCAL_LABELS:
    case S_PRAGMA:
    case S_STATIC_ASSERT: add(out, node_new(N_TOKENS, s)); return;
    case S_DEFER:
        error_at(l->f->u, s->begin, s->begin + 1, "a defer must stand in a block of its own");
        hint(l->f->u, "put braces around it and what belongs to it");
        return;
    case S_WITHIN: lower_within(l, s, out); return;
    case S_SHIELD: lower_shield(l, s, out); return;
    case S_GROUP: lower_group(l, s, out); return;
    case S_YIELD: not_yet(l, s, "yield"); return;
    case S_EACH: not_yet(l, s, "await_each"); return;
    case S_CONTEXT: not_yet(l, s, "with_context"); return;
    }
}

/* ---- the function --------------------------------------------------------------------------------------- */

static void add_params(struct fn *f)
{
    for (size_t i = 0; i < f->x->params.n; i++) {
        struct symbol *p = f->x->params.at[i];
        struct var *v = var_new(f, V_PARAM, p->name ? p->name : intern_format("cede__%d", (int)i + 1), p->type);
        v->sym = p;
        v->place = p->place;
        p->lowered = v;
    }
}

static void check_labels(struct scan *c)
{
    for (size_t i = 0; i < c->labels.n; i++)
        for (size_t k = 0; k < i; k++)
            if (c->labels.at[i].name == c->labels.at[k].name) {
                struct stmt *s = c->labels.at[i].stmt;
                error_at(c->f->u, s->begin, s->begin + 1, "label '%s' stands twice", s->name);
                break;
            }
}

struct fn *lower(struct unit *u, const struct options *o, struct external *x)
{
    struct fn *f = NEW(struct fn);
    struct scan scan;
    struct low l;
    f->u = u;
    f->o = o;
    f->x = x;
    f->sym = x->sym;
    f->name = x->sym->name;
    f->result = type_strip(x->sym->type->base);
    f->how_at = NEW_ARRAY(struct expr *, x->end - x->begin + 1);
    add_params(f);
    memset(&scan, 0, sizeof scan);
    scan.f = f;
    scan_stmt(&scan, x->body, NULL, x->body);
    check_labels(&scan);
    memset(&l, 0, sizeof l);
    l.f = f;
    l.scan = &scan;
    f->body = node_new(N_SEQ, NULL);
    lower_stmt(&l, x->body, f->body);
    if (f->sites.n > 0xFFF0)
        error_at(u, x->begin, x->begin + 1, "more awaits than a state word can number");
    return f;
}
