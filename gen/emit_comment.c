/* emit_comment.c: what comments in the output say, for who reads it: where things stand in
 * the user's file, what each frame member is, and at which awaits it is alive.
 *
 * Lines are those of the user's file. A comment never holds a comment, nor a new line. */
#include "emit.h"
#include <string.h>

/* Longer texts are cut. */
#define COMMENT_LENGTH 60

/* ---- the user's words --------------------------------------------------------------------- */

/* Tokens [begin, end) as they were written; as they are where that is nowhere. */
static const char *source_text(struct unit *u, size_t begin, size_t end)
{
    const struct token *t = u->tokens.at;
    long from = written_begin(&t[begin]), to = written_end(&t[end - 1]);
    const char *written = from >= 0 && to > from && t[begin].file->main ? written_text(u->main, from, to) : NULL;
    struct text out = { NULL, 0, 0 };
    if (written)
        return written;
    for (size_t i = begin; i < end && out.n <= COMMENT_LENGTH; i++)
        text_printf(&out, "%s%s", i > begin && (t[i].space || t[i].bol) ? " " : "", t[i].text);
    return out.bytes;
}

const char *short_text(struct unit *u, size_t begin, size_t end)
{
    struct text t = { NULL, 0, 0 };
    if (begin == end)
        return "";
    text_puts(&t, source_text(u, begin, end));
    if (t.n > COMMENT_LENGTH) {
        t.n = COMMENT_LENGTH - 3;
        text_puts(&t, "...");
    }
    return t.bytes;
}

const char *comment_text(struct unit *u, size_t begin, size_t end)
{
    struct text t = { NULL, 0, 0 };
    text_puts(&t, short_text(u, begin, end));
    for (size_t i = 0; i + 1 < t.n; i++)
        if ((t.bytes[i] == '*' && t.bytes[i + 1] == '/') || (t.bytes[i] == '/' && t.bytes[i + 1] == '*'))
            t.bytes[i] = ' ';
    for (size_t i = 0; i < t.n; i++)
        if (t.bytes[i] == '\\' || (unsigned char)t.bytes[i] < ' ')
            t.bytes[i] = ' ';
    return intern(t.bytes, t.n);
}

static int line_of(struct fn *f, size_t token)
{
    return f->u->tokens.at[token].line;
}

/* ---- sites ---------------------------------------------------------------------------------- */

static bool alive_at(struct fn *f, size_t site, struct var *v)
{
    return site < f->sites.n && bit_test(f->sites.at[site]->alive, v->id);
}

/* "at 1, 3-5": where a variable is alive. Yields take more than one state, so neighbours
 * are those in the list, not in number. */
static const char *sites_text(struct fn *f, struct var *v)
{
    struct text t = { NULL, 0, 0 };
    for (size_t i = 0, to; i < f->sites.n; i = to + 1) {
        for (to = i; alive_at(f, i, v) && alive_at(f, to + 1, v); )
            to++;
        if (!alive_at(f, i, v))
            continue;
        if (t.n > 40) {
            text_puts(&t, ", ...");
            break;
        }
        text_printf(&t, "%s%d", t.n ? ", " : "at ", f->sites.at[i]->n);
        if (to > i)
            text_printf(&t, "%s%d", to == i + 1 ? ", " : "-", f->sites.at[to]->n);
    }
    return t.n ? intern(t.bytes, t.n) : "alive at none";
}

static const char *site_text(struct printer *p, struct site *s)
{
    if (s->kind == SITE_GROUP)
        return intern_format("end of group %s", s->group->name);
    return intern_format("%s%s", s->kind == SITE_CLOSE ? "closes " : "", comment_text(p->u, s->begin, s->end));
}

void emit_function_comment(struct printer *p)
{
    struct fn *f = p->f;
    put(p, "/* %s, line %d\n", comment_text(p->u, f->x->begin, f->x->declarator_end), line_of(f, f->x->begin));
    for (size_t i = 0; i < f->sites.n; i++) {
        struct site *s = f->sites.at[i];
        struct text keeps = { NULL, 0, 0 };
        for (size_t k = 0; k < f->vars.n; k++)
            if (bit_test(s->alive, (int)k) && f->vars.at[k]->kind != V_LEFT)
                text_printf(&keeps, "%s%s", keeps.n ? ", " : "", f->vars.at[k]->name);
        put(p, " *   at %d, line %d: %s%s%s\n", s->n, line_of(f, s->token), site_text(p, s),
            keeps.n ? "; keeps " : "", keeps.n ? keeps.bytes : "");
    }
    put(p, " */\n");
}

/* ---- blocks that owe something ------------------------------------------------------------------ */

static const char *const region_names[] = {
    "defer", "defer", "within", "shield", "with_context", "group", "group", "await_each", "open_iter"
};

/* "within, line 8". A local with a cleanup attribute is a defer. */
static const char *region_text(struct fn *f, struct region *r)
{
    bool cleanup = (r->kind == R_DEFER || r->kind == R_DEFER_BODY) && r->stmt->op == 'c';
    return intern_format("%s, line %d", cleanup ? "cleanup" : region_names[r->kind],
                         cleanup ? r->stmt->sym->place->line : line_of(f, r->stmt->begin));
}

const char *label_comment(struct fn *f, struct region *r, const char *what)
{
    static const char *const said[][2] = {
        { "leave", "it waits, or unwinds" },
        { "unwind", "it unwinds" },
        { "end", "it is left" },
        { "after", "behind it" },
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (strcmp(what, said[i][0]) == 0)
            return intern_format("%s: %s", region_text(f, r), said[i][1]);
    return region_text(f, r);
}

/* ---- members -------------------------------------------------------------------------------------- */

static struct site *site_that_has(struct fn *f, struct var *v)
{
    for (size_t i = 0; i < f->sites.n; i++)
        if (f->sites.at[i]->box == v || f->sites.at[i]->record == v || f->sites.at[i]->result == v)
            return f->sites.at[i];
    return NULL;
}

static struct region *region_that_has(struct fn *f, struct var *v)
{
    for (size_t i = 0; i < f->regions.n; i++)
        if (f->regions.at[i]->node == v || f->regions.at[i]->left == v)
            return f->regions.at[i];
    return NULL;
}

static struct iter *iter_that_has(struct fn *f, struct var *v)
{
    for (size_t i = 0; i < f->iters.n; i++)
        if (f->iters.at[i]->node == v)
            return f->iters.at[i];
    return NULL;
}

static const char *runtime_text(struct fn *f, struct var *v)
{
    struct site *s = site_that_has(f, v);
    struct region *r = region_that_has(f, v);
    struct iter *it = iter_that_has(f, v);
    if (s)
        return intern_format("%s, line %d", v == s->record ? "offloaded call" : "box", line_of(f, s->token));
    if (r)
        return region_text(f, r);
    return it ? intern_format("generator, line %d", line_of(f, it->open->begin)) : "";
}

static const char *what_text(struct fn *f, struct var *v)
{
    struct region *r;
    switch (v->kind) {
    case V_PARAM: return "parameter";
    case V_RESULT: return v->place ? intern_format("result, line %d", v->place->line) : "result";
    case V_LITERAL: return intern_format("literal, line %d", v->place->line);
    case V_VALUE: return "what return gives";
    case V_TEMP: return "part of an expression";
    case V_RUNTIME: return runtime_text(f, v);
    case V_LEFT:
        r = region_that_has(f, v);
        return r ? intern_format("%s: how it is left", region_text(f, r)) : "how a block is left";
    default: return v->place ? intern_format("line %d", v->place->line) : "";
    }
}

const char *member_comment(struct fn *f, struct var *v)
{
    const char *what = what_text(f, v);
    return intern_format("%s%s%s", what, *what ? "; " : "", sites_text(f, v));
}

/* ---- the file ---------------------------------------------------------------------------------------- */

void emit_legend(struct printer *p)
{
    put(p, "\n/* Of an async function f are made:\n"
           " *   f__args, f__ret   what a caller writes before the first step and reads after the last\n"
           " *   f__frame          what f keeps while it waits; \"at 1\": alive at its await number 1\n"
           " *   f__at_1           where in it the frame of that await's callee begins\n"
           " *   f__step           runs f from the state that it was left in to the next await that waits\n"
           " *   f                 the plain symbol: pointers point to it, cede_run and its kin call it\n"
           " *   f__fn             describes f: sizes, callees, lines\n"
           " */\n");
}
