/* sizes.c: --emit=sizes, what the frames of a file's functions take on the target, and what
 * lies in them; --budget, an error where that is too much.
 *
 * In:   questions that emit.c asks for each function, answered by the compiler (probe.c).
 * Out:  a table, and a paragraph for each function. */
#include "sizes.h"
#include "generate.h"
#include "parse.h"
#include <stdlib.h>
#include <string.h>

/* ---- asking ----------------------------------------------------------------- */

static int ask_member(struct sizes *z, const char *form, struct fn *f, const char *member)
{
    return probe_ask(&z->probes, intern_format(form, f->name, member));
}

static void add_member(struct sizes *z, struct sized *s, struct var *v, const char *member, bool idle)
{
    struct sized_part part = { v, idle, NULL, 0, 0, 0 };
    part.at = ask_member(z, "offsetof(struct %s__frame, %s)", s->f, member);
    part.bytes = ask_member(z, "sizeof (((struct %s__frame *)0)->%s)", s->f, member);
    VEC_PUSH(&s->parts, part);
}

struct sized *sizes_function(struct sizes *z, struct fn *f, bool known)
{
    struct sized *s = NEW(struct sized);
    s->f = f;
    s->own = probe_ask(&z->probes, intern_format("%s__size", f->name));
    s->deep = known ? probe_ask(&z->probes, intern_format("%s__deep", f->name)) : -1;
    if (f->sym->is_iter)
        add_member(z, s, NULL, "cede__yield", false);
    for (int i = 0; i < f->n_kept; i++)
        if (!f->vars.at[i]->in_frame || var_over_aligned(f->vars.at[i]))
            add_member(z, s, f->vars.at[i], intern_format("cede__arg_%s", f->vars.at[i]->name), true);
    for (size_t i = 0; i < f->vars.n; i++)
        if (f->vars.at[i]->in_frame)
            add_member(z, s, f->vars.at[i], f->vars.at[i]->member, false);
    VEC_PUSH(&z->functions, s);
    return s;
}

void sizes_child(struct sizes *z, struct sized *s, struct symbol *callee, size_t token, const char *at, bool known)
{
    struct sized_part part = { NULL, false, callee, token, -1, -1 };
    if (at)
        part.at = probe_ask(&z->probes, at);
    if (known)
        part.bytes = probe_ask(&z->probes, intern_format("%s__deep", callee->name));
    VEC_PUSH(&s->parts, part);
}

const char *sizes_questions(struct sizes *z)
{
    struct text t = { NULL, 0, 0 };
    struct sized *s = z->functions.at[z->functions.n - 1];
    if (z->functions.n == 1) {
        z->task = probe_ask(&z->probes, "sizeof (cede_task)");
        z->state = probe_ask(&z->probes, "sizeof (cede_state)");
        probe_print(&z->probes, 0, &t);
    } else {
        probe_print(&z->probes, s->own, &t);
    }
    return t.bytes;
}

static long answer(const struct sizes *z, int question)
{
    return question < 0 ? -1 : z->probes.answers.at[question];
}

/* ---- the C stack ---------------------------------------------------------------- */

/* The steps that call each other on the way to the deepest leaf. */
struct stack { long bytes; bool more; };

static struct sized *find(const struct sizes *z, struct symbol *sym)
{
    for (size_t i = 0; i < z->functions.n; i++)
        if (z->functions.at[i]->f->sym == sym)
            return z->functions.at[i];
    return NULL;
}

/* Chains of awaits that have no end are cut by boxes, which are not among the parts. */
static struct stack stack_of(const struct sizes *z, const struct sized *s)
{
    struct stack deepest = { 0, false };
    long own = probe_stack(&z->probes, intern_format("%s__step", s->f->name));
    for (size_t i = 0; i < s->parts.n; i++) {
        struct sized *child = s->parts.at[i].callee ? find(z, s->parts.at[i].callee) : NULL;
        struct stack k = { 0, s->parts.at[i].callee != NULL };
        if (child)
            k = stack_of(z, child);
        if (k.bytes > deepest.bytes)
            deepest.bytes = k.bytes;
        deepest.more |= k.more;
    }
    if (own < 0)
        deepest.more = true;
    else
        deepest.bytes += own;
    return deepest;
}

/* ---- one function ------------------------------------------------------------------ */

static int line_of(struct fn *f, size_t token)
{
    return f->u->tokens.at[token].line;
}

static struct sized_part *deepest_child(const struct sizes *z, const struct sized *s)
{
    struct sized_part *deepest = NULL;
    for (size_t i = 0; i < s->parts.n; i++) {
        struct sized_part *part = &s->parts.at[i];
        long end = answer(z, part->at) + answer(z, part->bytes);
        if (part->callee && part->at >= 0 && part->bytes >= 0 && end > answer(z, s->own) &&
            (!deepest || end > answer(z, deepest->at) + answer(z, deepest->bytes)))
            deepest = part;
    }
    return deepest;
}

/* The largest variable that something could be done about. */
static struct sized_part *costliest(const struct sizes *z, const struct sized *s)
{
    struct sized_part *most = NULL;
    for (size_t i = 0; i < s->parts.n; i++) {
        struct sized_part *part = &s->parts.at[i];
        if (part->var && !part->idle && part->var->kind != V_RUNTIME && part->var->kind != V_LEFT &&
            (!most || answer(z, part->bytes) > answer(z, most->bytes)))
            most = part;
    }
    return most;
}

static const char *cost_text(const struct sizes *z, const struct sized *s, const struct sized_part *most)
{
    const char *remedy = remedy_text(s->f, most->var);
    return intern_format("%s (%ld bytes) is alive %s%s%s", name_text(s->f, most->var), answer(z, most->bytes),
                         why_text(s->f, most->var), remedy ? "; " : "", remedy ? remedy : "");
}

static void print_range(struct text *out, long at, long bytes)
{
    if (at < 0)
        text_printf(out, "  %14s  ", "");
    else if (bytes < 0)
        text_printf(out, "  %6ld..        ", at);
    else if (bytes == 0)
        text_printf(out, "  %6ld          ", at);
    else
        text_printf(out, "  %6ld..%-6ld  ", at, at + bytes - 1);
}

static void print_part(const struct sizes *z, const struct sized *s, const struct sized_part *part, const struct sized_part *deepest, struct text *out)
{
    print_range(out, answer(z, part->at), answer(z, part->bytes));
    if (part->idle)
        text_printf(out, "%s, a parameter in front of one that is kept\n", part->var->name);
    else if (!part->var && !part->callee)
        text_puts(out, "the value on offer\n");
    else if (part->var)
        text_printf(out, "%s, %s\n", name_text(s->f, part->var), why_text(s->f, part->var));
    else
        text_printf(out, "%s, line %d%s%s\n", part->callee->name, line_of(s->f, part->token),
                    part->at < 0 ? ", behind frames whose size is not known here" : part->bytes < 0 ? ", whose size is not known here" : "",
                    part == deepest ? ": the deepest" : "");
}

/* In the order of the bytes; what has no place comes last. */
static void sort_parts(const struct sizes *z, struct sized *s)
{
    for (size_t i = 1; i < s->parts.n; i++)
        for (size_t k = i; k > 0; k--) {
            struct sized_part *a = &s->parts.at[k - 1], *b = &s->parts.at[k], swap = *a;
            if (b->at < 0 || (a->at >= 0 && answer(z, a->at) <= answer(z, b->at)))
                break;
            *a = *b;
            *b = swap;
        }
}

static void print_chain(const struct sizes *z, const struct sized *s, struct text *out)
{
    text_printf(out, "  deepest: %s", s->f->name);
    while (s) {
        struct sized_part *child = deepest_child(z, s);
        if (child)
            text_printf(out, " > %s", child->callee->name);
        s = child ? find(z, child->callee) : NULL;
    }
    text_puts(out, "\n");
}

static void print_function(const struct sizes *z, struct sized *s, struct text *out)
{
    struct fn *f = s->f;
    struct sized_part *deepest;
    sort_parts(z, s);
    deepest = deepest_child(z, s);
    text_printf(out, "\n%s, line %d\n", f->name, line_of(f, f->x->declarator_begin));
    print_range(out, 0, answer(z, z->state));
    text_puts(out, "state\n");
    for (size_t i = 0; i < s->parts.n; i++)
        print_part(z, s, &s->parts.at[i], deepest, out);
    if (deepest)
        print_chain(z, s, out);
    if (costliest(z, s))
        text_printf(out, "  costs most: %s\n", cost_text(z, s, costliest(z, s)));
}

/* ---- the table ------------------------------------------------------------------------- */

static void print_row(const struct sizes *z, const struct sized *s, int width, struct text *out)
{
    struct stack stack = stack_of(z, s);
    text_printf(out, "%-*s  %9ld  ", width, s->f->name, answer(z, s->own));
    if (s->deep < 0)
        text_printf(out, "%12s  %6s", "at run time", "");
    else
        text_printf(out, "%12ld  %6ld", answer(z, s->deep), answer(z, s->deep) + answer(z, z->task));
    if (z->probes.stack.n)
        text_printf(out, "  %6ld%s", stack.bytes, stack.more ? "+" : "");
    text_puts(out, "\n");
}

static bool ask(struct unit *u, const struct options *o, struct sizes *z)
{
    struct text c = { NULL, 0, 0 };
    memset(z, 0, sizeof *z);
    u->sizes = z;
    emit(u, o, &c);
    if (u->errors)
        return false;
    return !z->functions.n || probe_answer(u, o, &c, &z->probes);
}

/* ---- budgets ------------------------------------------------------------------------------ */

/* The function of the deepest chain whose largest variable is the largest of all. */
static const struct sized *costliest_of_chain(const struct sizes *z, const struct sized *s)
{
    const struct sized *most = s;
    for (; s; ) {
        struct sized_part *part = costliest(z, s), *before = costliest(z, most), *child = deepest_child(z, s);
        if (part && (!before || answer(z, part->bytes) > answer(z, before->bytes)))
            most = s;
        s = child ? find(z, child->callee) : NULL;
    }
    return most;
}

static void check_budget(struct unit *u, const struct sizes *z, const struct sized *s, long bytes)
{
    struct external *x = s->f->x;
    const struct sized *most = costliest_of_chain(z, s);
    if (s->deep < 0) {
        error_at(u, x->declarator_begin, x->declarator_end, "how large '%s' is cannot be told here: what it awaits is in other files", s->f->name);
        hint(u, "cedec sizes --budget %s=%ld tells it of the linked program", s->f->name, bytes);
    } else if (answer(z, s->deep) > bytes) {
        error_at(u, x->declarator_begin, x->declarator_end, "'%s' takes %ld bytes with all that it awaits, its budget is %ld", s->f->name, answer(z, s->deep), bytes);
        if (costliest(z, most))
            hint(u, "%s", cost_text(z, most, costliest(z, most)));
    }
}

static void check_budgets(struct unit *u, const struct options *o, const struct sizes *z)
{
    for (size_t i = 0; i < o->budgets.n; i++) {
        const struct budget *b = &o->budgets.at[i];
        bool found = false;
        for (size_t k = 0; k < z->functions.n; k++)
            if (strcmp(z->functions.at[k]->f->name, b->function) == 0) {
                check_budget(u, z, z->functions.at[k], b->bytes);
                found = true;
            }
        if (!found && !o->wrapped) {
            complain("%s: there is no async function %s, which has a budget", u->path, b->function);
            u->errors++;
        }
    }
}

/* ---- entries -------------------------------------------------------------------------------- */

bool emit_sizes(struct unit *u, const struct options *o, struct text *out)
{
    struct sizes z;
    size_t width = strlen("function");
    if (!ask(u, o, &z))
        return false;
    check_budgets(u, o, &z);
    for (size_t i = 0; i < z.functions.n; i++)
        if (strlen(z.functions.at[i]->f->name) > width)
            width = strlen(z.functions.at[i]->f->name);
    text_printf(out, "%-*s  own frame  with callees    task%s\n", (int)width, "function", z.probes.stack.n ? "  C stack" : "");
    for (size_t i = 0; i < z.functions.n; i++)
        print_row(&z, z.functions.at[i], (int)width, out);
    for (size_t i = 0; i < z.functions.n; i++)
        print_function(&z, z.functions.at[i], out);
    if (z.probes.stack.n)
        text_puts(out, "\nC stack: the steps that call each other on the way down, as the compiler tells with\n"
                       "these options. +: and steps of other files. What a step calls comes on top.\n");
    return u->errors == 0;
}

/* All of it is done once more, since what is emitted changes the trees. */
bool budgets_hold(const struct unit *u, const struct options *o, char **cc, const char *text, size_t n)
{
    struct unit again = { .path = u->path, .main = u->main, .from_stdin = u->from_stdin, .wrapped = u->wrapped, .quiet = true };
    struct options asked = *o;
    struct sizes z;
    if (!o->budgets.n)
        return true;
    asked.cc = cc;
    if (!lex(&again, text, n))
        return false;
    align(&again);
    parse(&again);
    async_check(&again);
    if (again.errors || !ask(&again, &asked, &z))
        return false;
    again.quiet = false;
    check_budgets(&again, o, &z);
    return again.errors == 0;
}
