/* lower_leave.c: the ways out, and the blocks that owe something when they are left.
 *
 * note [inline and funnel]: a within, shield or with_context, and the else part of a group, owe
 * one call when they are left, so every jump out repeats it. A defer or group
 * owes statements that stand once: a jump stores in `left` how it goes on, goes
 * to the block's end, and behind the statements an if per way goes on from there.
 * A negative `left` is the reason of an unwinding, which goes on at the unwind
 * label of the next block outside. */
#include "lower_internal.h"

const char *region_label(struct region *r, const char *what)
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
        if (j->target->kind == S_EACH)
            add_goto(out, region_label(p->opens, "after"));
        else
            add(out, node_new(N_BREAK, s));
        return;
    case J_CONTINUE:
        if (p->continues)
            add(out, node_new(N_GOTO, s))->text = p->continues;
        else
            add(out, node_new(N_CONTINUE, s));
    }
}

/* What a block owes that is left by a jump. */
static void end_inline(struct region *r, struct node *out)
{
    switch (r->kind) {
    case R_WITHIN: TEXT(out, "cede__within_end(cede__t, &%u);", r->node); break;
    case R_SHIELD: TEXT(out, "cede__hold_end(cede__t, &%u);", r->node); break;
    case R_CONTEXT: TEXT(out, "cede__context_end(cede__t, &%u.binding);", r->node); break;
    default: TEXT(out, "cede__group_end(&%u);", r->node);
    }
}

/* Leaves `from` and what is around it, up to the region of the jump's target. */
static void jump(struct low *l, struct node *out, struct region *from, struct jump *j, struct stmt *s)
{
    for (struct region *r = from; r != j->region; r = r->parent)
        switch (r->kind) {
        case R_WITHIN:
        case R_SHIELD:
        case R_CONTEXT:
        case R_GROUP_ELSE:
            end_inline(r, out);
            break;
        case R_DEFER_BODY:      /* refused where the jump stands */
            break;
        case R_DEFER:
        case R_GROUP:
        case R_EACH:
        case R_ITER:
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
bool region_within(struct region *r, struct region *target)
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
bool jump_allowed(struct low *l, struct stmt *s, struct region *to, const char *what)
{
    struct region *in = NULL, *around = to;
    while (!region_within(l->region, around)) {
        in = around;
        around = around->parent;
    }
    if (leaves_defer(l->region, around)) {
        error_at(l->f->u, s->begin, s->end, "%s leaves a defer block", what);
        hint(l->f->u, "a defer runs to its end; put the decision into a variable and act on it behind the block");
        return false;
    }
    if (!in)
        return true;
    switch (in->kind) {
    case R_DEFER:
        if (in->stmt->op == 'c') {
            error_at(l->f->u, s->begin, s->end, "%s jumps over '%s', which has a cleanup, into the rest of its block", what, in->stmt->sym->name);
            hint(l->f->u, "declare it above, or put it and what uses it between inner braces");
            break;
        }
        error_at(l->f->u, s->begin, s->end, "%s jumps over a defer into the rest of its block", what);
        hint(l->f->u, "put the defer and what belongs to it between inner braces");
        break;
    case R_DEFER_BODY:
        error_at(l->f->u, s->begin, s->end, "%s jumps into a defer block", what);
        hint(l->f->u, "it runs when the block around it is left, and only then");
        break;
    case R_ITER:
        error_at(l->f->u, s->begin, s->end, "%s jumps over open_iter into the rest of its block", what);
        hint(l->f->u, "put the declaration and what belongs to it between inner braces");
        break;
    case R_EACH:
        error_at(l->f->u, s->begin, s->end, "%s jumps into an await_each block", what);
        hint(l->f->u, "a block has to be entered at its beginning");
        break;
    default:
        error_at(l->f->u, s->begin, s->end, "%s jumps into a %s block", what,
                 in->kind == R_WITHIN ? "within" : in->kind == R_SHIELD ? "shield" : in->kind == R_CONTEXT ? "with_context" : "group");
        hint(l->f->u, "a block has to be entered at its beginning");
    }
    return false;
}

static struct var *need_value(struct fn *f)
{
    if (!f->value)
        f->value = var_new(f, V_VALUE, "cede__value", type_assignable(f->returns));
    return f->value;
}

void lower_return(struct low *l, struct stmt *s, struct node *out)
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
        add_set(out, s, need_value(l->f), s->expr);
    } else if (s->expr) {
        add(out, node_format(N_TEXT, s, "%e;", s->expr));
    } else if (l->f->sym->is_iter) {
        add(out, node_format(N_TEXT, s, "%d = 0;", need_value(l->f)));
    }
    jump(l, out, l->region, &j, s);
}

/* A jump that we do not write leaves no block, nor enters one. */
static void refuse_out_of_region(struct low *l, struct stmt *s, const struct label *to, const char *what)
{
    if (to->region == l->region)
        return;
    error_at(l->f->u, s->begin, s->end, "%s may go to '%s', which is in another block of defer, within, shield, with_context, group or await_each", what, to->name);
    hint(l->f->u, "use a switch over plain gotos");
}

static bool is_taken(struct scan *c, const char *label)
{
    for (size_t i = 0; i < c->taken.n; i++)
        if (c->taken.at[i] == label)
            return true;
    return false;
}

static bool names_label(struct fn *f, struct stmt *s, const char *label)
{
    for (size_t i = s->begin; i < s->end; i++)
        if (f->u->tokens.at[i].text == label && !f->u->tokens.at[i].sym)
            return true;
    return false;
}

static void check_computed_goto(struct low *l, struct stmt *s)
{
    for (size_t i = 0; i < l->scan->labels.n; i++)
        if (is_taken(l->scan, l->scan->labels.at[i].name))
            refuse_out_of_region(l, s, &l->scan->labels.at[i], "this goto");
}

void check_asm_goto(struct low *l, struct stmt *s)
{
    for (size_t i = 0; s->op == 'g' && i < l->scan->labels.n; i++)
        if (names_label(l->f, s, l->scan->labels.at[i].name))
            refuse_out_of_region(l, s, &l->scan->labels.at[i], "this asm");
}

void lower_goto(struct low *l, struct stmt *s, struct node *out)
{
    struct jump j;
    memset(&j, 0, sizeof j);
    if (s->expr) {
        check_computed_goto(l, s);
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

/* Whether a break or continue in statement `from` of t is one of t's. */
static bool binds(struct stmt *t, struct stmt *from, enum jump_kind kind)
{
    switch (t->kind) {
    case S_WHILE: case S_DO: case S_FOR: return true;
    case S_SWITCH: return kind == J_BREAK;
    case S_EACH: return from == t->body;
    default: return false;
    }
}

void lower_break(struct low *l, struct stmt *s, struct node *out)
{
    struct jump j;
    struct stmt *t = s->parent, *from = s;
    const char *what = s->kind == S_BREAK ? "break" : "continue";
    memset(&j, 0, sizeof j);
    j.kind = s->kind == S_BREAK ? J_BREAK : J_CONTINUE;
    while (t && !binds(t, from, j.kind)) {
        from = t;
        t = t->parent;
    }
    if (!t) {
        error_at(l->f->u, s->begin, s->end, "%s outside a loop%s", what, j.kind == J_BREAK ? " or switch" : "");
        return;
    }
    j.target = t;
    j.region = t->kind == S_EACH && j.kind == J_CONTINUE ? place_of(t)->opens : place_of(t)->around;
    if (jump_allowed(l, s, j.region, what))
        jump(l, out, l->region, &j, s);
}

/* ---- blocks that owe something ------------------------------------------------------------------ */

/* The labels at which awaits and inner unwindings arrive. */
static void arrive(struct region *r, struct node *out)
{
    if (r->sites) {
        add_region_label(out, r, "leave");
        add(out, node_new(N_PENDING, NULL))->region = r;
    }
    if (r->unwinds)
        add_region_label(out, r, "unwind");
}

/* A body of await_each that is left in no other way needs not be told. */
void left_by_unwinding(struct region *r, struct node *out)
{
    arrive(r, out);
    if (r->kind == R_EACH && !r->exits.n)
        return;
    TEXT(out, "%d = cede__reason(cede__t);", r->left);
}

static void go_on_unwinding(struct low *l, struct region *r, struct node *out)
{
    struct node *n;
    if (r->kind == R_EACH) {
        goto_unwind(l->f, out, r->parent);
        return;
    }
    n = add(out, node_format(N_IF, NULL, "%u < 0", r->left));
    n->body = node_new(N_SEQ, NULL);
    goto_unwind(l->f, n->body, r->parent);
}

/* Behind what the block owed: goes on as `left` says. A body of await_each does not end
 * there. */
void dispatch(struct low *l, struct region *r, struct node *out)
{
    bool unwinds = r->kind != R_GROUP && (r->sites || r->unwinds || r->waits);
    if (unwinds && r->kind != R_EACH)
        go_on_unwinding(l, r, out);
    for (size_t i = 0; i < r->exits.n; i++) {
        struct jump j = r->exits.at[i];
        struct node *n = add(out, node_format(N_IF, NULL, "%u == %s", r->left, j.code));
        n->body = node_new(N_SEQ, NULL);
        n->absent = j.kind == J_RETURN ? l->f->value : NULL;
        jump(l, n->body, r->parent, &j, NULL);
    }
    if (unwinds && r->kind == R_EACH)
        go_on_unwinding(l, r, out);
}

static void wait_group(struct low *l, struct region *group, struct var *left, size_t token, struct node *out)
{
    struct site *s = site_new(l, SITE_GROUP, token, token, token);
    struct node *n;
    s->group = group->node;
    s->ends = group->stmt->body;
    s->left = left;
    n = add(out, node_new(N_AWAIT, NULL));
    n->site = s;
    n->line_token = token;
}

/* The body of a defer, where its block is left. */
static void run_defer(struct low *l, struct region *d, struct node *out)
{
    struct region *body = place_of(d->stmt)->body, *around = l->region;
    struct symbol *x = d->stmt->sym;
    l->region = body;
    add(out, node_new(N_MARK, NULL))->region = body;
    if (body->node)
        TEXT(out, "cede__hold_begin(cede__t, &%d);", body->node);
    if (x)
        add(out, node_format(N_TEXT, NULL, "%s(%a);", tokens_text(l->f, x->cleanup_fn, x->cleanup_fn + 1), var_of(x)))->line_token = x->cleanup_fn;
    else
        lower_stmt(l, d->stmt->body, out);
    if (body->sites || body->unwinds) {
        struct node *abandoned = node_new(N_SEQ, NULL);
        left_by_unwinding(body, abandoned);
        add_goto(out, region_label(body, "after"));
        add(out, abandoned);
        add_region_label(out, body, "after");
    }
    if (body->node)
        TEXT(out, "cede__hold_end(cede__t, &%u);", body->node);
    l->region = around;
}

void lower_rest(struct low *l, struct stmt *block, size_t from, struct region *d, bool owes, struct node *out)
{
    struct region *around = l->region;
    struct node *seq = node_new(N_SEQ, NULL);
    bool unwinds;
    l->region = d;
    lower_list(l, block, from, seq);
    l->region = around;
    add(out, seq);
    unwinds = d->sites || d->unwinds;
    if (!ends_in_jump(seq) && (unwinds || d->exits.n || d->waits || owes))
        TEXT(out, "%d = cede__end;", d->left);
    if (unwinds) {
        if (!ends_in_jump(seq)) {
            add_goto(out, region_label(d, "end"));
            d->jumps = true;
        }
        left_by_unwinding(d, out);
    }
    if (d->jumps)
        add_region_label(out, d, "end");
    if (d->waits)
        wait_group(l, d->waits, d->left, block->end - 1, out);
}

/* Statements from number `from` on, all that comes behind a defer. */
void lower_defer(struct low *l, struct stmt *block, size_t from, struct stmt *s, struct node *out)
{
    struct region *d = place_of(s)->opens, *body = place_of(s)->body;
    lower_rest(l, block, from, d, d->asked || stmt_suspends(s->body), out);
    run_defer(l, d, out);
    if (body->sites || body->unwinds)
        d->unwinds = true;      /* left may have become a reason meanwhile */
    dispatch(l, d, out);
}

void lower_within(struct low *l, struct stmt *s, struct node *out)
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
        arrive(r, out);
        n = add(out, node_format(N_IF, NULL, "!cede__within_takes(cede__t, &%u)", r->node));
        n->body = node_new(N_SEQ, NULL);
        goto_unwind(l->f, n->body, around);
        if (s->other)
            lower_stmt(l, s->other, out);
    }
    add_region_label(out, r, "after");
}

/* The body of a block that owes one call, whatever happened in it, and takes no signal. */
static void lower_scope(struct low *l, struct stmt *s, struct node *out)
{
    struct region *r = place_of(s)->opens, *around = l->region;
    struct node *body = node_new(N_SEQ, NULL);
    l->region = r;
    lower_stmt(l, s->body, body);
    l->region = around;
    add(out, body);
    if (!ends_in_jump(body))
        end_inline(r, out);
    if (!r->sites && !r->unwinds)
        return;
    if (!ends_in_jump(body))
        add_goto(out, region_label(r, "after"));
    arrive(r, out);
    end_inline(r, out);
    goto_unwind(l->f, out, around);
    add_region_label(out, r, "after");
}

void lower_shield(struct low *l, struct stmt *s, struct node *out)
{
    add(out, node_format(N_TEXT, s, "cede__hold_begin(cede__t, &%d);", place_of(s)->opens->node));
    lower_scope(l, s, out);
}

void lower_context(struct low *l, struct stmt *s, struct node *out)
{
    struct var *node = place_of(s)->opens->node;
    hoist(l, s->expr, out);
    hoist(l, s->expr2, out);
    add(out, node_format(N_TEXT, s, "%d.value.cede__value = %e;", node, s->expr2));
    add(out, node_format(N_TEXT, s, "cede__context_begin(cede__t, &%d.binding, %e);", node, s->expr));
    lower_scope(l, s, out);
}

/* group (g, CEDE_ISOLATE): no failure of a task is the block's. */
static bool isolates(struct low *l, struct stmt *s)
{
    long long flags;
    return s->expr && expr_constant(l->f->u, s->expr, &flags) && flags & 1;
}

bool may_carry_on(struct low *l, struct stmt *s, const char *what, const char *failure, const char *form)
{
    if (l->f->result->kind != TY_INT) {
        error_at(l->f->u, s->begin, s->begin + 1, "this %s needs an else part", what);
        hint(l->f->u, "%s is carried on with return, which only an int result can do: write %s", failure, form);
        return false;
    }
    if (leaves_defer(l->region, NULL)) {
        error_at(l->f->u, s->begin, s->begin + 1, "this %s needs an else part", what);
        hint(l->f->u, "it stands in a defer block, which cannot be left by the return that would carry its failure on");
        return false;
    }
    return true;
}

/* return of what the value has been set to. */
static void return_value(struct low *l, struct node *out)
{
    struct jump j;
    memset(&j, 0, sizeof j);
    j.kind = J_RETURN;
    jump(l, out, l->region, &j, NULL);
}

void carry_on(struct low *l, struct node *out, const char *format, struct var *v)
{
    TEXT(out, format, need_value(l->f), v);
    return_value(l, out);
}

/* What happens when the group failed: its else part, or the failure is carried on. */
static void group_failed(struct low *l, struct stmt *s, struct node *out)
{
    struct region *els = place_of(s)->body, *around = l->region;
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
            arrive(els, out);
            TEXT(out, "cede__group_end(&%u);", els->node);
            goto_unwind(l->f, out, around);
        }
        return;
    }
    if (may_carry_on(l, s, "group", "a failure of its tasks", intern_format("group (%s) { … } else { … }", s->sym->name))) {
        TEXT(out, "%d = cede_group_error(&%u);", need_value(l->f), els->node);
        TEXT(out, "cede__group_end(&%u);", els->node);
        return_value(l, out);
    }
}

void lower_group(struct low *l, struct stmt *s, struct node *out)
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
        left_by_unwinding(r, out);
    }
    if (r->jumps)
        add_region_label(out, r, "end");
    wait_group(l, r, r->left, s->body->end - 1, out);
    failed = add(out, node_format(N_IF, NULL, "%u < 0", r->left));
    failed->body = node_new(N_SEQ, NULL);
    if (!s->other && isolates(l, s)) {
        taken = failed;
        TEXT(taken->body, "cede__group_pop(cede__t, &%u);", r->node);
    } else {
        taken = add(failed->body, node_format(N_IF, NULL, "!cede__group_takes(cede__t, &%u)", r->node));
        taken->body = node_new(N_SEQ, NULL);
    }
    TEXT(taken->body, "cede__group_end(&%u);", r->node);
    goto_unwind(l->f, taken->body, around);
    if (taken != failed)
        group_failed(l, s, failed->body);
    TEXT(out, "cede__group_pop(cede__t, &%u);", r->node);
    TEXT(out, "cede__group_end(&%u);", r->node);
    dispatch(l, r, out);
    add_region_label(out, r, "after");
}
