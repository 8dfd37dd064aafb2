/* emit_iter.c: generators and their consumers, written out.
 *
 * A generator's frame begins behind all members that meet its node, and what is awaited
 * while it is open lies behind all of its frames. Where each of these is a constant it is
 * printed as one; else it is a sum that is made where it is used. */
#include "emit.h"
#include "parse.h"
#include <string.h>

/* ---- where -------------------------------------------------------------------- */

const char *iter_at_text(struct fn *f, struct iter *it)
{
    if (it->behind && !it->behind->sized)
        return iter_end_text(f, it->behind);
    return intern_format("%s__iter_%d", f->name, it->n);
}

const char *iter_end_text(struct fn *f, struct iter *it)
{
    return intern_format(it->sized ? "%s + (int)%s__deep" : "%s + cede__deep(&%s__fn)", iter_at_text(f, it), it->callee->name);
}

static bool meets(struct fn *f, struct var *node, struct var *v)
{
    return v->in_frame && v->order && bit_test(f->interferes[node->id], v->id);
}

/* Whether another one that meets the node lies behind v, not beside it. */
static bool is_covered(struct fn *f, struct var *node, struct var *v)
{
    for (size_t i = 0; i < f->vars.n; i++) {
        struct var *w = f->vars.at[i];
        if (w != v && meets(f, node, w) && v->order < w->order && frame_contains(f, v, w))
            return true;
    }
    return false;
}

/* The node meets itself, so there is a member. */
static void emit_iter_offset(struct printer *p, struct iter *it)
{
    struct fn *f = p->f;
    const char *at = NULL;
    int n = 0;
    for (size_t i = 0; i < f->vars.n; i++) {
        struct var *v = f->vars.at[i];
        const char *behind = intern_format("CEDE__BEHIND(struct %s__frame, %s)", f->name, v->member);
        if (!meets(f, it->node, v) || is_covered(f, it->node, v))
            continue;
        if (at)
            line(p, "%s__iter_%d_%d = %s,", f->name, it->n, ++n, at);
        at = n ? intern_format("CEDE__MAX(%s__iter_%d_%d + 0, (int)%s)", f->name, it->n, n, behind) : behind;
    }
    line(p, "%s__iter_%d = %s,", f->name, it->n, at);
}

void emit_iter_offsets(struct printer *p)
{
    struct fn *f = p->f;
    for (size_t i = 0; i < f->iters.n; i++) {
        struct iter *it = f->iters.at[i];
        if (it->kind != SITE_NAME)
            continue;
        if (!it->behind)
            emit_iter_offset(p, it);
        else if (it->behind->sized)
            line(p, "%s__iter_%d = %s,", f->name, it->n, iter_end_text(f, it->behind));
    }
}

static const char *area_text(struct fn *f, struct iter *it)
{
    return intern_format("CEDE__AT(cede__f, %s)", iter_at_text(f, it));
}

/* ---- opening ---------------------------------------------------------------------- */

static const char *node_text(struct fn *f, struct iter *it)
{
    return intern_format("&%s", var_text(f, it->node));
}

static void emit_args(struct printer *p, struct iter *it, const char *area)
{
    if (awkward_args(it->callee, it->type))
        emit_awkward_args(p, it->call, it->callee, it->type, area);
    else
        line(p, "CEDE__ARGS(%s, %s, %s);", it->callee->name, area, args_text(p, it->call, it->callee));
}

static void emit_open_name(struct printer *p, struct iter *it)
{
    struct fn *f = p->f;
    const char *area = area_text(f, it);
    emit_args(p, it, area);
    if (it->holder)
        line(p, "%s = cede__iter_open(cede__t, %s, &%s__fn, %s);", var_text(f, it->holder), node_text(f, it), it->callee->name, area);
    else
        line(p, "cede__each_begin(%s);", node_text(f, it));
}

/* The arguments are read before the box is made: what they do may fail it. */
static void emit_open_box(struct printer *p, struct iter *it)
{
    struct fn *f = p->f;
    const char *g = it->callee->name;
    bool awkward = awkward_args(it->callee, it->type);
    line(p, "{");
    p->indent++;
    if (!awkward)
        line(p, "struct %s__args cede__a = { %s };", g, args_text(p, it->call, it->callee));
    line(p, "void *cede__area = cede__iter_open_box(cede__t, %s, &%s__fn);", node_text(f, it), g);
    line(p, "if (cede__area)");
    p->indent++;
    if (awkward)
        emit_awkward_args(p, it->call, it->callee, it->type, "cede__area");
    else
        line(p, "*(struct %s__args *)cede__area = cede__a;", g);
    p->indent -= 2;
    line(p, "}");
}

static void emit_open_pointer(struct printer *p, struct iter *it)
{
    struct fn *f = p->f;
    struct text call = { NULL, 0, 0 };
    for (size_t i = 1; i < it->call->kids.n; i++)
        text_printf(&call, "%s%s", i > 1 ? ", " : "", expr_text(f, it->call->kids.at[i]));
    line(p, "{");
    p->indent++;
    line(p, "%s = %s;", pointer_text(f, it->type, false), expr_text(f, it->call->kids.at[0]));
    line(p, "cede__arm cede__a = { .plain = (cede__plain *)cede__p, .kind = CEDE__ARM_ITER };");
    line(p, "cede__arm_push(&cede__a);");
    line(p, "(void)cede__p(%s);", call.n ? call.bytes : "");
    line(p, "cede__iter_open_armed(cede__t, %s, &cede__a);", node_text(f, it));
    p->indent--;
    line(p, "}");
}

void emit_open(struct printer *p, struct iter *it)
{
    if (it->callee)
        emit_types_check(p, it->call, it->callee, it->type);
    if (p->after_label)
        line(p, ";");
    if (it->kind == SITE_NAME) {
        emit_open_name(p, it);
        return;
    }
    if (it->kind == SITE_BOX)
        emit_open_box(p, it);
    else
        emit_open_pointer(p, it);
    if (it->holder)
        line(p, "%s = %s;", var_text(p->f, it->holder), node_text(p->f, it));
}

/* ---- going on -------------------------------------------------------------------------- */

static void emit_pull_name(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    struct iter *it = s->iter;
    const char *g = it->callee->name, *area = area_text(f, it), *node = node_text(f, it);
    line(p, "cede__each_resume(cede__t, %s);", node);
    emit_fill(p, s);
    emit_resume_label(p, s);
    line(p, "cede__s = %s__step(%s, cede__t);", g, area);
    emit_unfill(p, s);
    emit_state_and_leave(p, s, "cede__s == CEDE_PENDING");
    line(p, "cede__each_pause(cede__t, %s);", node);
    line(p, "if (cede__s == CEDE_UNWOUND) goto %s;", leave_text(s));
    line(p, "if (cede__s == CEDE_DONE) { int cede__r = CEDE__RESULT(%s, %s); %s = cede__r; break; }", g, area, var_text(f, s->error));
    line(p, "cede__each_take(%s);", area);
    emit_result(p, s->result, intern_format("((struct %s__args *)%s)->cede__yield", g, area));
}

/* What a held generator offers, as an lvalue. One that wants more alignment than a frame
 * has lies there as bytes. */
static const char *held_value(struct fn *f, struct iter *it)
{
    struct type *t = type_assignable(it->type->base), pointer;
    const char *at = intern_format("cede__iter_value(%s)", node_text(f, it));
    if (type_over_aligned(t))
        return intern_format("*(unsigned char (*)[sizeof (%s)])%s", declaration(f, t, "", false), at);
    memset(&pointer, 0, sizeof pointer);
    pointer.kind = TY_POINTER;
    pointer.base = t;
    return intern_format("*(%s)%s", declaration(f, &pointer, "", false), at);
}

static void emit_pull_held(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    struct iter *it = s->iter;
    emit_fill(p, s);
    emit_resume_label(p, s);
    line(p, "cede__s = cede__iter_step(%s, cede__t);", node_text(f, it));
    emit_unfill(p, s);
    emit_state_and_leave(p, s, "cede__s == CEDE_PENDING || cede__s == CEDE_UNWOUND");
    line(p, "if (cede__s == CEDE_DONE) { %s = %s.answer; break; }", var_text(f, s->error), var_text(f, it->node));
    emit_result(p, s->result, held_value(f, it));
}

void emit_pull(struct printer *p, struct site *s)
{
    if (iter_is_held(s->iter))
        emit_pull_held(p, s);
    else
        emit_pull_name(p, s);
}

void emit_close(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    struct iter *it = s->iter;
    emit_fill(p, s);
    emit_resume_label(p, s);
    if (iter_is_held(it))
        line(p, "cede__s = cede__iter_close(%s, cede__t);", node_text(f, it));
    else
        line(p, "cede__s = cede__each_close(cede__t, %s, %s__step, %s);", node_text(f, it), it->callee->name, area_text(f, it));
    emit_unfill(p, s);
    line(p, "if (cede__s == CEDE_PENDING) { cede__f->cede__state = %d; return cede__pending(cede__t, cede__f, %s__step); }", s->n, f->name);
}

/* ---- yield ------------------------------------------------------------------------------- */

void emit_yield(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    struct type *t = type_assignable(f->sym->type->base);
    const char *value = assigned_text(f, s->await);
    if (is_awkward(t)) {
        line(p, "{");
        line(p, "    %s = %s;", declaration(f, t, "cede__r", false), value);
        line(p, "    cede__copy(&cede__f->cede__yield, &cede__r, sizeof cede__r);");
        line(p, "}");
    } else {
        line(p, "cede__f->cede__yield = %s;", value);
    }
    emit_fill(p, s);
    line(p, "cede__f->cede__state = %d;", s->n);
    line(p, "return CEDE_YIELDED;");
    emit_resume_label(p, s);
    emit_unfill_all(p, s);
}

static const char *unwind_text(struct site *s)
{
    return s->yields_in ? intern_format("cede__unwind_%d", s->yields_in->n) : "cede__unwound";
}

void emit_yield_cases(struct printer *p, struct site *s)
{
    line(p, "case %d: return CEDE_YIELDED;", s->n);
    line(p, "case %d: goto cede__at_%d;", s->n + 1, s->n);
    line(p, "case %d:", s->n + 2);
    p->indent++;
    emit_unfill_all(p, s);
    line(p, "goto %s;", unwind_text(s));
    p->indent--;
}
