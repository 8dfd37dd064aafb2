/* lower_expr.c: awaits out of expressions.
 *
 * hoist() takes the awaits of a full expression out, left to right, each a node of
 * its own before the rest; what is behind a condition goes under an if. What an
 * await gave is a variable from then on, and the expression is printed with it. */
#include "lower_internal.h"

static struct var *temp(struct low *l, const char *what, struct type *type, const char *spelled)
{
    struct var *v = var_new(l->f, V_TEMP, intern_format("cede__%s%d", what, ++l->f->n_temps), type);
    v->spelled = spelled;
    v->zeroed = l->conditional;
    return v;
}

struct type *called_type(struct fn *f, struct expr *callee)
{
    struct type *t = type_strip(expr_type(f->u, callee));
    if (t->kind == TY_POINTER)
        t = type_strip(t->base);
    return t;
}

struct site *site_new(struct low *l, enum site_kind kind, size_t token, size_t begin, size_t end)
{
    struct site *s = NEW(struct site);
    s->kind = kind;
    s->token = token;
    s->begin = begin;
    s->end = end;
    s->callee_index = -1;
    s->behind = iter_around(l->region);
    VEC_PUSH(&l->f->sites, s);
    s->n = ++l->f->n_states;
    return s;
}

void unwinds_to_leave(struct low *l, struct site *s)
{
    s->region = l->region;
    if (l->region)
        l->region->sites = true;
    else
        l->f->leave_used = true;
}

/* Whether e is a struct that no variable holds. */
static bool is_temporary(struct expr *e)
{
    e = without_parens(e);
    return (e->kind == E_CALL || e->kind == E_COND || e->kind == E_ASSIGN || e->kind == E_COMMA || e->kind == E_STMT ||
            e->kind == E_VA_ARG) && need_how(e)->kind != H_VAR;
}

/* make().array as an argument: what make gave lives to the end of the full expression,
 * so as long as the await lasts. */
void keep_temporaries(struct low *l, struct expr *e)
{
    struct expr *from = e->kids.n ? e->kids.at[0] : NULL;
    if (e->unevaluated || e->kind == E_SIZEOF || need_how(e)->kind == H_VAR)
        return;
    if (e->kind == E_MEMBER && e->op == '.' && type_is_array(expr_type(l->f->u, e))) {
        while (from->kind == E_MEMBER && from->op == '.')
            from = from->kids.at[0];
        if (is_temporary(from) && need_how(from)->kind == H_PLAIN)
            set_how(l->f, from, H_KEPT, temp(l, "k", type_assignable(expr_type(l->f->u, from)), NULL));
    }
    for (size_t i = 0; i < e->kids.n; i++)
        keep_temporaries(l, e->kids.at[i]);
}

/* The call goes into a record; what is awaited is cede_offload_call. */
static void offload(struct low *l, struct site *s)
{
    struct fn *f = l->f;
    s->offloads = true;
    s->callee_named = s->callee && !s->callee->block_scope ? s->callee : NULL;
    s->callee = offload_function(f->u);
    if (s->type->params.n || !s->callee_named || !type_is_void(s->type->base))
        s->record = runtime_var(f, V_RUNTIME, intern_format("struct %s__call_%d", f->name, s->n), "call", s->n);
    hoist_types(f, s->type);
}

static void lower_await(struct low *l, struct expr *e, struct node *out)
{
    struct fn *f = l->f;
    struct expr *call = without_parens(e->kids.at[0]);
    struct site *s;
    struct type *result;
    for (size_t i = 0; i < call->kids.n; i++)
        hoist(l, call->kids.at[i], out);
    for (size_t i = 1; i < call->kids.n; i++)
        keep_temporaries(l, call->kids.at[i]);
    s = site_new(l, SITE_NAME, e->begin, e->begin, e->end);
    unwinds_to_leave(l, s);
    s->await = e;
    s->call = call;
    s->type = called_type(f, call->kids.at[0]);
    s->callee = named_function(call);
    if (e->offloaded)
        offload(l, s);
    else if (!s->callee)
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
    struct stmt *body = e->body, *last = value_statement(e);
    struct node *block = add(out, node_new(N_BLOCK, body));
    struct type *t = type_strip(expr_type(l->f->u, e));
    struct var *v = NULL;
    if (last && t->kind != TY_VOID)
        v = place_of(last)->value = temp(l, "s", type_assignable(t), NULL);
    lower_list(l, body, 0, block);
    set_how(l->f, e, v ? H_VAR : H_VOID, v);
}

void hoist(struct low *l, struct expr *e, struct node *out)
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
