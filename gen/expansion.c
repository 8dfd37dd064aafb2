/* expansion.c: which macros a token came out of; expansion.h says what is told of them.
 *
 * In:   a token that align.c found to be out of a call, the text of that call, and the macros
 *       as they are defined there.
 * Out:  the calls that gave it.
 *
 * The preprocessor tells what came out, not how. So the call is expanded once more here, by
 * Prosser's algorithm, where each token keeps what gave it, and what comes out is compared
 * with what the preprocessor made: only where it is the same something is said. A directive
 * among the arguments, _Pragma and __VA_OPT__ are not understood, nor are very long expansions.
 * There only the call in the file is named, if there is but one.
 *
 * align.c asks, too, how much a call gives. An expansion's memory serves for the next one; it comes
 * out of the arena. */
#include "expansion.h"

#include "map.h"
#include "parse.h"
#include "scan.h"

#include <string.h>

/* More takes long, and is nothing that a message could explain. */
#define MOST_PIECES 50000
#define MOST_BYTES 200000               /* of a call */
#define MOST_DEPTH 200

#define BLOCK_BYTES 65536

/* Macros that do not expand in a token: they gave it. */
struct hidden {
    const struct macro *macro;
    const struct hidden *next;
};

struct piece {                      /* a token on its way */
    enum token_kind kind;
    int punct;
    const char *text;               /* NULL: whatever the preprocessor made of it */
    const struct origin *origin;
    const struct hidden *hidden;
    size_t begin;                   /* byte in the text of what is written there and gave it */
    struct piece *next;
};

struct pieces {
    struct piece *first, **last;    /* last: where the next one goes; NULL at first */
};

struct definition {
    const struct macro *macro;
    VEC(const char *) params;
    bool variadic;                  /* the last one takes all that is left */
    struct pieces body;
};

struct call {
    const struct definition *d;
    const struct piece *name;
    const struct hidden *hidden;    /* of all that it gives */
    VEC(struct pieces) args;
    struct piece *behind;
    size_t number, depth;           /* depth: calls in whose arguments it is expanded */
};

struct expander {
    const struct map *macros;       /* name → struct macro that is defined now */
    struct map definitions;         /* struct macro → struct definition */
    size_t pieces, calls;
    bool gave_up;
    VEC(char *) blocks;             /* memory of this expansion: */
    size_t block, used;             /* blocks[block] is used so far, those before it wholly */
    bool keeps;                     /* what is allocated now lives longer */
};

/* ---- memory ----------------------------------------------------------------------- */

static void *take(struct expander *x, size_t bytes)
{
    if (x->keeps)
        return arena_alloc(bytes);
    if (x->used + bytes > BLOCK_BYTES) {
        x->block++;
        x->used = 0;
    }
    if (x->block == x->blocks.n)
        VEC_PUSH(&x->blocks, arena_alloc(BLOCK_BYTES));
    x->used += bytes;
    return x->blocks.at[x->block] + x->used - bytes;
}

static void start(struct expander *x)
{
    x->block = x->used = x->pieces = x->calls = 0;
    x->gave_up = false;
}

/* ---- pieces ----------------------------------------------------------------------- */

static void put(struct pieces *p, struct piece *piece)
{
    if (!p->last)
        p->last = &p->first;
    *p->last = piece;
    p->last = &piece->next;
}

static struct piece *copy(struct expander *x, const struct piece *from)
{
    struct piece *p = take(x, sizeof *p);
    if (++x->pieces > MOST_PIECES)
        x->gave_up = true;
    *p = *from;
    p->next = NULL;
    return p;
}

static struct pieces read_pieces(struct expander *x, const char *text, size_t n)
{
    struct pieces out = { NULL, NULL };
    struct scan s = scan_begin(text, n);
    for (struct lexeme l; (l = scan_next(&s)).kind != T_EOF; ) {
        struct piece p = { l.kind, l.punct, scan_spelling(&l), NULL, NULL, (size_t)(l.begin - text), NULL };
        if (l.bol && l.punct == '#' && out.first)
            x->gave_up = true;      /* a directive */
        put(&out, copy(x, &p));
    }
    return out;
}

static bool is_hidden(const struct hidden *h, const struct macro *m)
{
    while (h && h->macro != m)
        h = h->next;
    return h != NULL;
}

static const struct hidden *hide(struct expander *x, const struct macro *m, const struct hidden *in)
{
    struct hidden *h = take(x, sizeof *h);
    *h = (struct hidden){ m, in };
    return h;
}

static const struct hidden *both(struct expander *x, const struct hidden *a, const struct hidden *b)
{
    const struct hidden *h = NULL;
    for (; a; a = a->next)
        if (is_hidden(b, a->macro))
            h = hide(x, a->macro, h);
    return h;
}

static const struct hidden *either(struct expander *x, const struct hidden *a, const struct hidden *b)
{
    for (; b; b = b->next)
        if (!is_hidden(a, b->macro))
            a = hide(x, b->macro, a);
    return a;
}

/* ---- definitions ------------------------------------------------------------------ */

static void read_params(struct definition *d)
{
    struct scan s = scan_begin(d->macro->params, strlen(d->macro->params));
    bool named = false;
    for (struct lexeme l; (l = scan_next(&s)).kind != T_EOF; ) {
        if (l.punct == P_ELLIPSIS) {
            d->variadic = true;
            if (!named)
                VEC_PUSH(&d->params, intern_string("__VA_ARGS__"));
        }
        named = l.kind == T_IDENT;
        if (named)
            VEC_PUSH(&d->params, scan_spelling(&l));
    }
}

static const struct definition *definition_of(struct expander *x, const struct macro *m)
{
    void **at = map_at(&x->definitions, m);
    struct definition *d = *at;
    if (d)
        return d;
    *at = d = NEW(struct definition);
    d->macro = m;
    if (m->function_like)
        read_params(d);
    x->keeps = true;
    d->body = read_pieces(x, m->body, strlen(m->body));
    x->keeps = false;
    return d;
}

/* Number of the parameter with this name; params.n: none. */
static size_t param_of(const struct definition *d, const struct piece *p)
{
    size_t i = 0;
    while (i < d->params.n && !(p->kind == T_IDENT && p->text == d->params.at[i]))
        i++;
    return i;
}

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

/* What the compiler expands without a definition. */
static void meet_builtin(struct expander *x, struct piece *p)
{
    static const char *const one_token[] = { "__FILE__", "__LINE__", "__DATE__", "__TIME__", "__COUNTER__", "__TIMESTAMP__",
                                             "__BASE_FILE__", "__FILE_NAME__", "__INCLUDE_LEVEL__", NULL };
    static const char *const special[] = { "_Pragma", "__pragma", "__VA_OPT__", NULL };
    if (is_one_of(p->text, one_token))
        p->text = NULL;
    else if (is_one_of(p->text, special))
        x->gave_up = true;
}

/* The macro that this piece calls, arguments or not. */
static const struct macro *macro_of(const struct expander *x, const struct piece *p)
{
    const struct macro *m = p->kind == T_IDENT && p->text ? map_get(x->macros, p->text) : NULL;
    return m && m->file && (m->function_like || m->body != m->name) && !is_hidden(p->hidden, m) ? m : NULL;
}

/* ---- arguments -------------------------------------------------------------------- */

/* Reads them from the opening parenthesis; false: none closes it, and this is no call. */
static bool read_arguments(struct expander *x, struct call *c, struct piece *open)
{
    size_t depth = 0;
    struct pieces arg = { NULL, NULL };
    for (struct piece *p = open; p; p = p->next) {
        bool last = p->punct == ')' && depth == 1;
        bool comma = p->punct == ',' && depth == 1 && !(c->d->variadic && c->args.n + 1 >= c->d->params.n);
        depth += p->punct == '(';
        depth -= p->punct == ')';
        if (last || comma) {
            VEC_PUSH(&c->args, arg);
            memset(&arg, 0, sizeof arg);
        } else if (p != open) {
            put(&arg, copy(x, p));
        }
        if (last) {
            c->behind = p->next;
            c->hidden = both(x, c->hidden, p->hidden);
            return true;
        }
    }
    return false;
}

/* ---- calls ------------------------------------------------------------------------ */

static struct piece *expand(struct expander *x, struct piece *in, size_t depth);

static bool is_around(size_t call, const struct origin *o)
{
    while (o && o->call != call)
        o = o->outer;
    return o != NULL;
}

/* What gave a token of an argument, once it has gone through a call: the calls around both
 * the argument and this call are those around this call. */
static const struct origin *moved(struct expander *x, const struct origin *o, const struct origin *caller, const struct origin *place)
{
    if (!o || is_around(o->call, caller))
        return place;
    struct origin *new = take(x, sizeof *new);
    if (++x->pieces > MOST_PIECES)
        x->gave_up = true;
    *new = *o;
    new->outer = moved(x, o->outer, caller, place);
    new->depth = new->outer->depth + 1;
    return new;
}

static const struct origin *place_in(struct expander *x, const struct call *c, size_t at)
{
    struct origin *o = take(x, sizeof *o);
    const struct origin *outer = c->name->origin;
    *o = (struct origin){ c->d->macro, at, outer, c->number, outer ? outer->depth + 1 : 0 };
    if (o->depth > MOST_DEPTH)
        x->gave_up = true;
    return o;
}

/* Adds pieces that an argument gave. */
static void add_argument(struct expander *x, const struct call *c, size_t at, const struct piece *arg, struct pieces *out)
{
    const struct origin *place = place_in(x, c, at);
    for (; arg && !x->gave_up; arg = arg->next) {
        struct piece *p = copy(x, arg);
        p->origin = moved(x, p->origin, c->name->origin, place);
        put(out, p);
    }
}

/* The token at `b`, or what stands for it, without expanding it. */
static struct pieces operand(struct expander *x, const struct call *c, const struct piece *b, size_t at)
{
    struct pieces out = { NULL, NULL };
    size_t i = param_of(c->d, b);
    if (i == c->d->params.n) {
        struct piece *p = copy(x, b);
        p->origin = place_in(x, c, at);
        put(&out, p);
    } else if (i < c->args.n) {
        add_argument(x, c, at, c->args.at[i].first, &out);
    }
    return out;
}

/* #x: a string. */
static struct piece *string_piece(struct expander *x, const struct call *c, size_t at)
{
    struct piece string = { T_STRING, 0, NULL, place_in(x, c, at), NULL, 0, NULL };
    return copy(x, &string);
}

/* Makes one token of the last of `out` and the first of `right`. */
static void paste(struct expander *x, struct pieces *out, const struct piece *right)
{
    struct piece *left = out->first;
    while (left->next)
        left = left->next;
    if (!left->text || !right->text) {
        x->gave_up = true;
        return;
    }
    const char *text = intern_format("%s%s", left->text, right->text);
    struct scan s = scan_begin(text, strlen(text));
    struct lexeme l = scan_next(&s);
    left->kind = l.kind;
    left->punct = l.punct;
    left->text = text;
    left->hidden = NULL;
    x->gave_up |= scan_next(&s).kind != T_EOF;
}

static void join(struct pieces *out, const struct pieces *more)
{
    for (struct piece *p = more->first, *next; p; p = next) {
        next = p->next;
        p->next = NULL;
        put(out, p);
    }
}

/* `, ## __VA_ARGS__` of GNU C: no comma where nothing follows, and no pasting. */
static bool is_gnu_comma(const struct definition *d, const struct piece *comma, const struct piece *right)
{
    return comma->punct == ',' && d->variadic && param_of(d, right) == d->params.n - 1;
}

/* One operand and all that is pasted to it, from number *at on; returns what stands behind. */
static const struct piece *add_pasted(struct expander *x, const struct call *c, const struct piece *b, size_t *at, struct pieces *out)
{
    struct pieces chain = operand(x, c, b, *at);
    while (b->next && b->next->punct == P_HASHHASH && b->next->next && !x->gave_up) {
        const struct piece *right = b->next->next;
        struct pieces more = operand(x, c, right, *at + 2);
        if (is_gnu_comma(c->d, b, right)) {
            if (!more.first)
                memset(&chain, 0, sizeof chain);
        } else if (chain.first && more.first) {
            paste(x, &chain, more.first);
            more.first = more.first->next;
        }
        join(&chain, &more);
        b = right;
        *at += 2;
    }
    join(out, &chain);
    return b->next;
}

/* What the call gives, in front of what stands behind it. */
static struct piece *substitute(struct expander *x, const struct call *c)
{
    struct pieces out = { NULL, NULL };
    size_t at = 0, none = c->d->params.n;
    for (const struct piece *b = c->d->body.first; b && !x->gave_up; at++) {
        bool pasted = b->next && b->next->punct == P_HASHHASH;
        if (b->punct == '#' && c->d->macro->function_like && b->next && param_of(c->d, b->next) < none) {
            put(&out, string_piece(x, c, at++));
            b = b->next->next;
        } else if (pasted || param_of(c->d, b) == none) {
            b = add_pasted(x, c, b, &at, &out);
        } else {
            size_t i = param_of(c->d, b);
            struct pieces arg = { NULL, NULL };
            for (const struct piece *p = i < c->args.n ? c->args.at[i].first : NULL; p; p = p->next)
                put(&arg, copy(x, p));
            add_argument(x, c, at, expand(x, arg.first, c->depth + 1), &out);
            b = b->next;
        }
    }
    for (struct piece *p = out.first; p; p = p->next) {
        p->hidden = either(x, p->hidden, c->hidden);
        p->begin = c->name->begin;
    }
    if (!out.first)
        return c->behind;
    *out.last = c->behind;
    return out.first;
}

/* Whether a call begins here. */
static bool read_call(struct expander *x, struct piece *name, size_t depth, struct call *c)
{
    const struct macro *m = macro_of(x, name);
    if (!m || (m->function_like && !(name->next && name->next->punct == '(')))
        return false;
    memset(c, 0, sizeof *c);
    c->d = definition_of(x, m);
    c->name = name;
    c->hidden = name->hidden;
    c->behind = name->next;
    c->number = x->calls++;
    c->depth = depth;
    if (m->function_like && !read_arguments(x, c, name->next))
        return false;
    c->hidden = hide(x, m, c->hidden);
    return true;
}

static struct piece *expand(struct expander *x, struct piece *in, size_t depth)
{
    struct pieces out = { NULL, NULL };
    struct call c;
    x->gave_up |= depth > MOST_DEPTH;
    while (in && !x->gave_up) {
        if (read_call(x, in, depth, &c)) {
            in = substitute(x, &c);
            continue;
        }
        struct piece *next = in->next;
        if (in->kind == T_IDENT && in->text)
            meet_builtin(x, in);
        in->next = NULL;
        put(&out, in);
        in = next;
    }
    return out.first;
}

struct expander *expander_new(const struct map *macros)
{
    struct expander *x = NEW(struct expander);
    x->macros = macros;
    return x;
}

bool expansion_find(struct expander *x, const char *text, size_t n, struct expanded *out)
{
    out->n = 0;
    if (n > MOST_BYTES)
        return false;
    start(x);
    for (struct piece *p = expand(x, read_pieces(x, text, n).first, 0); p; p = p->next)
        VEC_PUSH(out, ((struct expanded_token){ p->text, p->begin }));
    return !x->gave_up;
}

/* ---- a token --------------------------------------------------------------------------- */

static struct expander *expander_at(const struct unit *u, size_t token)
{
    struct map *macros = NEW(struct map);
    for (size_t i = 0; i < u->macros.n && u->macros.at[i].token <= token; i++) {
        struct macro *m = &u->macros.at[i];
        *map_at(macros, m->name) = m->undef ? NULL : m;
    }
    return expander_new(macros);
}

static bool from_same_calls(const struct token *a, const struct token *b)
{
    return b->file->main && b->raw_begin < 0 && a->call_begin == b->call_begin && a->call_end == b->call_end;
}

/* The piece that is this token, where all are as the preprocessor has them; NULL: they are not. */
static const struct piece *piece_of(const struct unit *u, size_t first, size_t token, const struct piece *p)
{
    const struct piece *found = NULL;
    for (size_t i = first; p; p = p->next, i++) {
        if (i >= u->tokens.n || (p->text && p->text != u->tokens.at[i].text))
            return NULL;
        if (i == token)
            found = p;
    }
    return found;
}

/* The calls' text, and what stands in parentheses behind: it may be the arguments of a name
 * that comes out. */
static struct pieces written_calls(struct expander *x, const struct unit *u, const struct token *t)
{
    struct scan s = scan_begin(u->main->bytes + t->call_end, u->main->n - (size_t)t->call_end);
    const char *end = s.at, *limit = s.end - s.at > MOST_BYTES ? s.at + MOST_BYTES : s.end;
    struct lexeme l = scan_next(&s);
    size_t depth = l.punct == '(';
    while (depth && (l = scan_next(&s)).kind != T_EOF && l.end <= limit) {
        depth += l.punct == '(';
        depth -= l.punct == ')';
        if (depth == 0)
            end = l.end;
    }
    return read_pieces(x, u->main->bytes + t->call_begin, (size_t)(end - u->main->bytes - t->call_begin));
}

/* The call itself, where nothing but this one is written there. */
static const struct origin *only_call(struct expander *x, const struct unit *u, const struct token *t)
{
    struct pieces written = read_pieces(x, u->main->bytes + t->call_begin, (size_t)(t->call_end - t->call_begin));
    const struct macro *m = written.first ? macro_of(x, written.first) : NULL;
    const struct definition d = { .macro = m };
    struct call c = { .d = &d };
    struct origin *o = NEW(struct origin);
    *o = (struct origin){ .macro = m, .at = ORIGIN_CALL };
    if (!m)
        return NULL;
    if (!m->function_like)
        return written.first->next ? NULL : o;
    return written.first->next && read_arguments(x, &c, written.first->next) && !c.behind ? o : NULL;
}

const struct origin *expansion_of(const struct unit *u, size_t token)
{
    const struct token *t = &u->tokens.at[token];
    size_t first = token;
    if (!t->file->main || t->raw_begin >= 0 || t->call_end <= t->call_begin || t->call_end - t->call_begin > MOST_BYTES)
        return NULL;
    while (first > 0 && from_same_calls(t, &u->tokens.at[first - 1]))
        if (token - --first > MOST_PIECES)
            return NULL;
    struct expander *x = expander_at(u, first);
    struct piece *expanded = expand(x, written_calls(x, u, t).first, 0);
    if (x->gave_up) {
        start(x);
        return only_call(x, u, t);
    }
    const struct piece *p = piece_of(u, first, token, expanded);
    return p ? p->origin : NULL;
}

/* ---- a definition ------------------------------------------------------------------- */

/* Moves to the name that is defined on this line; false: none or another. */
static bool find_name(struct scan *s, const struct macro *m, struct lexeme *name)
{
    struct lexeme l = scan_next(s);
    if (l.line > 1 || l.punct != '#' || (l = scan_next_on_line(s)).kind != T_IDENT || strcmp(scan_spelling(&l), "define") != 0)
        return false;
    *name = scan_next_on_line(s);
    return name->kind == T_IDENT && scan_spelling(name) == m->name;
}

/* Token number `at` of the replacement text; false: the text is another. */
static bool find_in_body(struct scan s, const struct origin *o, struct lexeme *found)
{
    const struct macro *m = o->macro;
    struct scan body = scan_begin(m->body, strlen(m->body));
    struct lexeme l, want;
    for (l.punct = 0; m->function_like && l.punct != ')'; )
        if ((l = scan_next_on_line(&s)).kind == T_EOF)
            return false;
    for (size_t i = 0; i <= o->at; i++) {
        l = scan_next_on_line(&s);
        want = scan_next(&body);
        if (l.kind == T_EOF || scan_spelling(&l) != scan_spelling(&want))
            return false;
    }
    *found = l;
    return true;
}

/* The name where line number `line`, from 0, defines it, and the scanner behind; false: it does not. */
static bool defines(const struct file *f, size_t line, const struct macro *m, struct scan *s, struct lexeme *name)
{
    *s = scan_begin(f->bytes + f->lines.at[line], f->n - f->lines.at[line]);
    return find_name(s, m, name);
}

/* Lines that #line has numbered otherwise: the one that defines it, where there is one. */
static size_t search(const struct file *f, const struct macro *m)
{
    struct scan s;
    struct lexeme name;
    size_t found = 0, n = 0;
    for (size_t line = 0; line < f->lines.n; line++)
        if (defines(f, line, m, &s, &name)) {
            found = line;
            n++;
        }
    return n == 1 ? found : f->lines.n;
}

bool expansion_place(const struct file *f, const struct origin *o, struct expansion_place *p)
{
    const struct macro *m = o->macro;
    size_t line = (size_t)m->line - 1;
    struct scan s;
    struct lexeme l, name;
    if (!f->bytes)
        return false;
    if (line >= f->lines.n || !defines(f, line, m, &s, &name)) {
        line = f->main ? search(f, m) : f->lines.n;
        if (line == f->lines.n || !defines(f, line, m, &s, &name))
            return false;
    }
    if (o->at == ORIGIN_CALL || !find_in_body(s, o, &l))
        l = name;
    *p = (struct expansion_place){ (size_t)(l.begin - f->bytes), (size_t)(l.end - f->bytes), m->line + l.line - 1 };
    return true;
}
