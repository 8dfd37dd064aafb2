/* calls.c: macro calls as the user wrote them, and conditions that hold as here.
 *
 * In:   the output, with macro calls written and expanded, and branches of #if (calls.h).
 * Out:  the same with one of both left: the call as it was written wherever, at that
 *       place of the output, it expands to the very tokens that it expanded to in the source.
 *
 * Nobody has to prove that: the compiler is asked. A trial of the output, with names
 * in place of the marks, is preprocessed once, and what stands between the names is
 * compared. So macros that were redefined, undefined or put aside meanwhile, that
 * contain __LINE__ or __func__, that make strings of names, or that are half of a call,
 * are right by construction: what does not come out the same is printed expanded.
 * __COUNTER__ is another name in the trial, so it never does.
 * The trial also tells which branches of the user's #if it takes.
 * Allocates in the arena. */
#include "calls.h"

#include "command.h"
#include "parse.h"
#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct verdict { bool same, differs; };

struct trial {
    struct verdict *calls;      /* in order of their marks */
    bool *taken;                /* branches, the same */
    size_t n_calls, n_branches;
};

static bool is_mark(char c)
{
    return c >= 1 && c <= 5;
}

bool calls_allowed(const struct unit *u, const struct options *o)
{
    if (o->wrapped || o->preprocessed || o->check || strcmp(o->emit, "c") != 0)
        return false;
    for (size_t i = 0; i < u->main->n; i++)
        if (is_mark(u->main->bytes[i]))
            return false;
    return true;
}

/* ---- the trial ---------------------------------------------------------------------- */

static void trial_mark(struct trial *r, struct text *t, char mark)
{
    switch (mark) {
    case 1: text_printf(t, " cede__written_%d ", (int)r->n_calls); break;
    case 2: text_printf(t, " cede__expanded_%d ", (int)r->n_calls); break;
    case 3: text_printf(t, " cede__end_%d ", (int)r->n_calls++); break;
    case 5: text_printf(t, "cede__branch_%d", (int)r->n_branches++); break;
    default: text_puts(t, " ");
    }
}

static struct text trial_text(struct trial *r, const struct text *out)
{
    struct text t = { NULL, 0, 0 };
    text_puts(&t, "#undef __COUNTER__\n#define __COUNTER__ cede__counter\n#line 1\n");
    for (size_t i = 0, n; i < out->n; i += n) {
        for (n = 0; i + n < out->n && !is_mark(out->bytes[i + n]); n++)
            ;
        text_add(&t, out->bytes + i, n);
        if (i + n < out->n)
            trial_mark(r, &t, out->bytes[i + n++]);
    }
    return t;
}

/* The number behind the prefix; false: the name is another. */
static bool numbered(const char *name, const char *prefix, size_t limit, size_t *number)
{
    size_t n = strlen(prefix);
    if (strncmp(name, prefix, n) != 0)
        return false;
    *number = (size_t)strtoul(name + n, NULL, 10);
    return *number < limit;
}

/* Behind a '#' that begins a line: passes over a line marker; false: it is a pragma. */
static bool skip_marker(struct scan *s)
{
    struct lexeme l = scan_next_on_line(s);
    bool marker = l.kind == T_NUMBER || strcmp(scan_spelling(&l), "line") == 0;
    scan_skip_line(s);
    return marker;
}

/* The tokens up to the name with this prefix; false: there is something else between. */
static bool read_until(struct scan *s, const char *prefix, struct arguments *tokens)
{
    for (struct lexeme l; (l = scan_next(s)).kind != T_EOF; ) {
        const char *text = scan_spelling(&l);
        if (l.kind == T_IDENT && strncmp(text, prefix, strlen(prefix)) == 0)
            return true;
        if (!(l.bol && l.punct == '#'))
            VEC_PUSH(tokens, text);
        else if (!skip_marker(s))
            return false;
    }
    return false;
}

static bool equal(const struct arguments *a, const struct arguments *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (a->at[i] != b->at[i])
            return false;
    return true;
}

static void read_call(struct trial *r, struct scan *s, size_t number)
{
    struct arguments written = { NULL, 0, 0 }, expanded = { NULL, 0, 0 };
    if (read_until(s, "cede__expanded_", &written) && read_until(s, "cede__end_", &expanded) && equal(&written, &expanded))
        r->calls[number].same = true;
    else
        r->calls[number].differs = true;
}

static void read_trial(struct trial *r, const struct text *t)
{
    const char *at = t->bytes;
    r->calls = NEW_ARRAY(struct verdict, r->n_calls + 1);
    r->taken = NEW_ARRAY(bool, r->n_branches + 1);
    while (at && (at = strstr(at, "cede__"))) {
        struct scan s = scan_begin(at, t->n - (size_t)(at - t->bytes));
        struct lexeme l = scan_next(&s);
        const char *name = scan_spelling(&l);
        size_t number;
        if (numbered(name, "cede__written_", r->n_calls, &number))
            read_call(r, &s, number);
        else if (numbered(name, "cede__branch_", r->n_branches, &number))
            r->taken[number] = true;
        at = s.taken;
    }
}

/* ---- what is left ----------------------------------------------------------------------- */

static bool is_word(char c)
{
    return c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80);
}

/* Adds text that must not grow together with what stands before it. */
static void add_apart(struct text *t, const char *s, size_t n)
{
    if (n && t->n && is_word(t->bytes[t->n - 1]) && (is_word(*s) || *s == '"' || *s == '\''))
        text_puts(t, " ");
    text_add(t, s, n);
}

static size_t to_mark(const struct text *out, size_t i)
{
    size_t n = 0;
    while (i + n < out->n && !is_mark(out->bytes[i + n]))
        n++;
    return n;
}

static void pad(struct text *t)
{
    size_t begin = t->n, column;
    while (begin > 0 && t->bytes[begin - 1] != '\n')
        begin--;
    while (begin < t->n && t->bytes[begin] == ' ')
        begin++;
    column = t->n - begin;
    do
        text_puts(t, " ");
    while (++column <= COMMENT_COLUMN);
}

/* The call at i, behind its mark; returns where it ends. */
static size_t add_call(struct text *t, const struct text *out, size_t i, const struct verdict *v)
{
    size_t written = to_mark(out, i), behind = i + written + 1, expanded = to_mark(out, behind);
    if (v->same && !v->differs)
        add_apart(t, out->bytes + i, written);
    else
        add_apart(t, out->bytes + behind, expanded);
    return behind + expanded + 1;
}

static const char other_branch[] = "#error \"cedec took another branch of this #if: generate this file again\"";

static void resolve(const struct trial *r, struct text *out)
{
    struct text t = { NULL, 0, 0 };
    size_t call = 0, branch = 0;
    bool apart = false;
    for (size_t i = 0; i < out->n; ) {
        size_t n = to_mark(out, i);
        if (apart)
            add_apart(&t, out->bytes + i, n);
        else
            text_add(&t, out->bytes + i, n);
        apart = apart && n == 0;
        i += n;
        if (i == out->n)
            break;
        switch (out->bytes[i++]) {
        case 1:
            i = add_call(&t, out, i, &r->calls[call++]);
            apart = true;
            break;
        case 4:
            pad(&t);
            break;
        default:
            text_puts(&t, r->taken[branch++] ? "/* this one */" : other_branch);
        }
    }
    *out = t;
}

/* Nothing is known: all calls expanded, no branch an error. */
static void give_up(struct trial *r)
{
    complain("the compiler cannot preprocess the output: macro calls are expanded in it, and #if is not checked again");
    r->calls = NEW_ARRAY(struct verdict, r->n_calls + 1);
    r->taken = NEW_ARRAY(bool, r->n_branches + 1);
    for (size_t i = 0; i < r->n_branches; i++)
        r->taken[i] = true;
}

void calls_resolve(struct unit *u, const struct options *o, struct text *out)
{
    struct trial r = { NULL, NULL, 0, 0 };
    struct text t = trial_text(&r, out), preprocessed = { NULL, 0, 0 };
    if (r.n_calls + r.n_branches > 0) {
        if (source_preprocess_instead(u, o->cc, &t, &preprocessed))
            read_trial(&r, &preprocessed);
        else
            give_up(&r);
    }
    resolve(&r, out);
}
