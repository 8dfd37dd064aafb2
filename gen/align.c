/* align.c: where the tokens of the main file stand in its text.
 *
 * In:   u->tokens and u->macros as lex.c left them, and the file as written (raw.c).
 * Out:  token.raw_begin, raw_end, col, and line corrected, for tokens that were
 *       written; col and line of the macro call for those that came out of one.
 *
 * Both sides are cut into stretches: whole lines, joined where a comment, a splice or
 * a macro call spans several, since preprocessors do not agree on the line of what
 * follows. Stretches meet by line number. Inside one, written tokens and macro
 * calls alternate. What stands before the first call and behind the last one is
 * paired from the two ends, and what a call between gave is what expansion.c says; where
 * that is not so, the first place is taken where the tokens written behind it follow each
 * other in the preprocessed text.
 * What #if left out has lines that no token has, and is passed by.
 *
 * Always: a token with raw_begin >= 0 is spelled as the text at that range, splices
 * taken out; ranges do not overlap and do not go back within a stretch.
 * Time is linear. Allocates in the arena. */
#include "parse.h"

#include "expansion.h"
#include "map.h"
#include "raw.h"

#include <stdint.h>

/* Pairs of equal tokens that make the place behind a macro call believable. */
#define ENOUGH_PAIRS 8

#define NOWHERE SIZE_MAX

/* A written token, or a macro call with all of its arguments. */
struct item {
    const struct raw_token *first;
    bool call;
};

struct place {                      /* where a line, as #line counts, begins */
    size_t raw;
    struct place *next;             /* a later one with the same number */
};

struct aligner {
    struct unit *u;
    struct raw_file raw;
    struct map macros;              /* name → struct macro that is defined now */
    size_t macro;                   /* the next of u->macros to look at */
    struct map files;               /* name → struct map: line + 1 → struct place */
    size_t begin, end;              /* the current stretch of raw.tokens */
    VEC(struct item) items;         /* in it */
    VEC(size_t) out;                /* its preprocessed tokens, indices of u->tokens */
    struct expander *expander;
    struct expanded expanded;       /* what the current calls should give */
};

/* ---- macros ------------------------------------------------------------------- */

/* Names that are macros without a definition to be seen. */
static const char *const builtin_macros[] = {
    "__FILE__", "__LINE__", "__DATE__", "__TIME__", "__COUNTER__", "__TIMESTAMP__",
    "__BASE_FILE__", "__FILE_NAME__", "__INCLUDE_LEVEL__"
};

static void define_builtins(struct aligner *a)
{
    for (size_t i = 0; i < sizeof builtin_macros / sizeof *builtin_macros; i++) {
        struct macro *m = NEW(struct macro);
        m->name = intern_string(builtin_macros[i]);
        m->body = "";
        *map_at(&a->macros, m->name) = m;
    }
}

/* Brings the table to where this token stands. */
static void define_until(struct aligner *a, size_t token)
{
    for (; a->macro < a->u->macros.n && a->u->macros.at[a->macro].token <= token; a->macro++) {
        struct macro *m = &a->u->macros.at[a->macro];
        *map_at(&a->macros, m->name) = m->undef ? NULL : m;
    }
}

/* The macro that this token calls, arguments or not. One that is defined as itself
 * (`#define stdin stdin`) is as good as none. */
static const struct macro *macro_of(const struct aligner *a, const struct raw_token *t)
{
    const struct macro *m = t->kind == T_IDENT ? map_get(&a->macros, t->text) : NULL;
    return m && (m->function_like || m->body != m->name) ? m : NULL;
}

/* Behind the parenthesis that closes the one at i. A call does not leave the branch
 * of #if that it began in: it ends there, if only because this branch is left out. */
static size_t behind_arguments(const struct aligner *a, size_t i)
{
    size_t limit = a->raw.branch_end.at[a->raw.tokens.at[i].branch];
    size_t depth = 0;
    for (; i < limit && a->raw.tokens.at[i].kind != T_EOF; i++) {
        int punct = a->raw.tokens.at[i].punct;
        if (punct == '(')
            depth++;
        else if (punct == ')' && --depth == 0)
            return i + 1;
    }
    return i;
}

/* The item at i; returns where the next one begins. */
static size_t read_item(const struct aligner *a, size_t i, struct item *item)
{
    const struct raw_token *t = &a->raw.tokens.at[i];
    const struct macro *m = macro_of(a, t);
    bool arguments = m && m->function_like && t[1].punct == '(';
    item->first = t;
    item->call = m && (!m->function_like || arguments);
    return arguments ? behind_arguments(a, i + 1) : i + 1;
}

/* ---- stretches ----------------------------------------------------------------- */

/* A macro's name at the end of a line makes the preprocessor look at the next one. */
static bool looks_ahead(const struct aligner *a, const struct item *last)
{
    const struct macro *m = macro_of(a, last->first);
    return m && m->function_like && !last->call;
}

/* Makes the stretch that begins at a->end the current one. */
static void next_stretch(struct aligner *a)
{
    const struct raw_token *t = a->raw.tokens.at;
    size_t i = a->begin = a->end;
    a->items.n = a->out.n = 0;
    while (t[i].kind != T_EOF) {
        struct item item;
        i = read_item(a, i, &item);
        VEC_PUSH(&a->items, item);
        if (t[i].bol && !looks_ahead(a, &item))
            break;
    }
    a->end = i;
}

static const char *name_of(const struct aligner *a, const struct token *t)
{
    return a->raw.renamed ? raw_name(t->file->name) : a->raw.tokens.at[0].name;
}

/* Whether the token's line is one of the current stretch. */
static bool in_stretch(const struct aligner *a, const struct token *t)
{
    const struct raw_token *first = &a->raw.tokens.at[a->begin], *next = &a->raw.tokens.at[a->end];
    long lines = (long)next->line - first->line + (next->kind == T_EOF);
    return a->begin < a->end && name_of(a, t) == first->name
        && t->line >= first->presumed && t->line < first->presumed + lines;
}

static const void *line_key(int line)
{
    return (const void *)((uintptr_t)line + 1);
}

static void index_places(struct aligner *a)
{
    for (size_t i = a->raw.tokens.n - 1; i-- > 0;) {    /* nothing stands at the end */
        const struct raw_token *t = &a->raw.tokens.at[i];
        if (i > 0 && t[-1].presumed == t->presumed && t[-1].name == t->name)
            continue;
        void **file = map_at(&a->files, t->name);
        if (!*file)
            *file = NEW(struct map);
        void **line = map_at(*file, line_key(t->presumed));
        struct place *place = NEW(struct place);
        *place = (struct place){ i, *line };
        *line = place;
    }
}

/* The first raw token behind the current stretch that stands on this token's line;
 * NOWHERE: none. Places that lie behind us are dropped, so that each is passed once. */
static size_t find_ahead(struct aligner *a, const struct token *t)
{
    struct map *file = map_get(&a->files, name_of(a, t));
    if (!file)
        return NOWHERE;
    void **line = map_at(file, line_key(t->line));
    struct place *p = *line;
    while (p && p->raw < a->end)
        p = p->next;
    *line = p;
    return p ? p->raw : NOWHERE;
}

/* ---- pairing --------------------------------------------------------------------- */

static struct token *out_token(const struct aligner *a, size_t j)
{
    return &a->u->tokens.at[a->out.at[j]];
}

static bool same(const struct aligner *a, size_t i, size_t j)
{
    const struct raw_token *r = a->items.at[i].first;
    const struct token *t = out_token(a, j);
    return !a->items.at[i].call && r->kind == t->kind && (r->text == t->text || r->kind == T_PRAGMA);
}

static int column(const struct aligner *a, const struct raw_token *r)
{
    return (int)((size_t)r->begin - a->u->main->lines.at[r->line - 1]) + 1;
}

static void pair(const struct aligner *a, size_t i, size_t j)
{
    const struct raw_token *r = a->items.at[i].first;
    struct token *t = out_token(a, j);
    t->raw_begin = r->begin;
    t->raw_end = r->end;
    t->line = r->presumed;
    t->col = column(a, r);
}

/* Where in the text the items before number i end. */
static long end_before(const struct aligner *a, size_t i)
{
    return i < a->items.n ? a->items.at[i].first[-1].end : a->raw.tokens.at[a->end - 1].end;
}

/* Tokens [from, to) of the stretch came out of the calls that are items [i, i_end). */
static void came_from(const struct aligner *a, size_t i, size_t i_end, size_t from, size_t to)
{
    const struct raw_token *r = a->items.at[i].first;
    int col = column(a, r);
    for (; from < to; from++) {
        struct token *t = out_token(a, from);
        t->line = r->presumed;
        t->col = col;
        t->call_begin = r->begin;
        t->call_end = end_before(a, i_end);
    }
}

/* How many tokens from j on came out of the calls that are items [i, i_end), by expanding them
 * once more; NOWHERE: other ones would. */
static size_t expansion_length(struct aligner *a, size_t i, size_t i_end, size_t j, size_t j_end)
{
    long begin = a->items.at[i].first->begin;
    struct expanded *x = &a->expanded;
    if (!expansion_find(a->expander, a->u->main->bytes + begin, (size_t)(end_before(a, i_end) - begin), x) || x->n > j_end - j)
        return NOWHERE;
    for (size_t n = 0; n < x->n; n++)
        if (x->at[n].text && x->at[n].text != out_token(a, j + n)->text)
            return NOWHERE;
    return x->n;
}

/* Of calls side by side on a line, each gets what is its own. */
static void tell_apart(const struct aligner *a, size_t i, size_t i_end, size_t from)
{
    const struct raw_token *first = a->items.at[i].first;
    for (size_t n = 0; n < a->expanded.n; n++) {
        while (i + 1 < i_end && a->items.at[i + 1].first->begin <= first->begin + (long)a->expanded.at[n].begin)
            i++;
        if (a->items.at[i].first->line == first->line)
            out_token(a, from + n)->col = column(a, a->items.at[i].first);
    }
}

/* Whether what is written from item i on stands at j, as far as the next call. */
static bool stands_at(const struct aligner *a, size_t i, size_t i_end, size_t j, size_t j_end)
{
    for (int n = 0; n < ENOUGH_PAIRS && i < i_end && !a->items.at[i].call; n++, i++, j++)
        if (j == j_end || !same(a, i, j))
            return false;
    return true;
}

/* Items [i, i_end), the first one a call, and tokens [j, j_end). */
static void pair_from_call(struct aligner *a, size_t i, size_t i_end, size_t j, size_t j_end)
{
    while (i < i_end) {
        size_t call = i++, from = j;
        while (i < i_end && a->items.at[i].call)
            i++;
        size_t n = i < i_end || i > call + 1 ? expansion_length(a, call, i, j, j_end) : NOWHERE;
        if (n != NOWHERE && i < i_end)
            j += n;
        else
            while (j < j_end && !(i < i_end && stands_at(a, i, i_end, j, j_end)))
                j++;
        came_from(a, call, i, from, j);
        if (n != NOWHERE)
            tell_apart(a, call, i, from);
        while (i < i_end && j < j_end && same(a, i, j))
            pair(a, i++, j++);
        /* What differs now was a call, though nothing told so: it is the next `call`. */
    }
}

static void pair_stretch(struct aligner *a)
{
    size_t i = 0, j = 0, i_end = a->items.n, j_end = a->out.n;
    while (i < i_end && j < j_end && same(a, i, j))
        pair(a, i++, j++);
    while (i < i_end && j < j_end && same(a, i_end - 1, j_end - 1))
        pair(a, --i_end, --j_end);
    pair_from_call(a, i, i_end, j, j_end);
}

/* ---- all of the file ---------------------------------------------------------------- */

/* Pairs the current stretch and goes on to the one that contains this raw token. */
static void move_to(struct aligner *a, size_t raw, size_t token)
{
    pair_stretch(a);
    define_until(a, token);
    while (a->end <= raw)
        next_stretch(a);
}

void align(struct unit *u)
{
    struct aligner a = { .u = u, .raw = raw_read(u->main) };
    index_places(&a);
    define_builtins(&a);
    a.expander = expander_new(&a.macros);
    for (size_t i = 0; i + 1 < u->tokens.n; i++) {
        const struct token *t = &u->tokens.at[i];
        if (!t->file->main)
            continue;
        if (!in_stretch(&a, t)) {
            size_t raw = find_ahead(&a, t);
            if (raw == NOWHERE)
                continue;               /* on a line where nothing is written: it keeps no place */
            move_to(&a, raw, i);
        }
        VEC_PUSH(&a.out, i);
    }
    pair_stretch(&a);
    VEC_END(&a.raw.tokens);
    VEC_END(&a.out);
}
