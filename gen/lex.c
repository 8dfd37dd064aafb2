/* lex.c: preprocessed text to the unit's tokens and macros.
 *
 * In:   the preprocessor's output: tokens, line markers, and with -dD the macro
 *       directives; comments and continued lines are understood should there be any.
 * Out:  tokens with file and line as the markers say them, the last one T_EOF;
 *       macros, each knowing the token that follows its directive.
 *
 * Which text stands in the main file itself is told by the flags of the markers
 * (1: a header begins, 2: back in NAME), not by names: a file may rename itself
 * with #line and may include itself.
 * Always: in.at[0] is the main file's name of the moment, in.at[n - 1] the current file's.
 * Allocates in the arena. */
#include "parse.h"

#include "map.h"
#include "scan.h"

#include <limits.h>
#include <string.h>

/* Preprocessors refuse more than 200 nested headers; each return may look at all. */
#define MOST_OPEN 1000

struct lexer {
    struct unit *u;
    struct scan scan;
    VEC(const char *) in;       /* names of the files that are open, the main file first */
    struct map headers, mains;  /* name → struct file */
    struct file *file;          /* the current one */
    int physical, presumed;     /* a line of the text, and what the markers call it */
};

/* ---- places ------------------------------------------------------------------- */

/* The main file under another name is another struct file, still marked main. */
static struct file *file_named(struct lexer *x, const char *name, bool main)
{
    void **at = map_at(main ? &x->mains : &x->headers, name);
    if (!*at) {
        struct file *f = NEW(struct file);
        f->name = name;
        f->main = main;
        *at = f;
        VEC_PUSH(&x->u->files, f);
    }
    return *at;
}

static int presumed_line(const struct lexer *x, int physical)
{
    return physical - x->physical + x->presumed;
}

/* Out of the current file, back in the innermost one of that name around it: tcc
 * does not say every file that it leaves. If none has the name, one file ended. */
static void return_to(struct lexer *x, const char *name)
{
    size_t around = x->in.n - 1, i = around;
    while (i > 0 && x->in.at[i - 1] != name)
        i--;
    if (i > 0)
        x->in.n = i;
    else if (around > 0)
        x->in.n = around;
    x->in.at[x->in.n - 1] = name;
}

/* `# 12 "name" flags`: flag '1', '2' or 0 for neither; flag 3: a system header. */
static void enter_place(struct lexer *x, int line, const char *name, int flag, bool system)
{
    if (flag == '1' && x->in.n < MOST_OPEN)
        VEC_PUSH(&x->in, name);
    else if (flag == '2')
        return_to(x, name);
    else
        x->in.at[x->in.n - 1] = name;
    x->file = file_named(x, name, x->in.n == 1 && (name[0] != '<' || strcmp(name, "<stdin>") == 0));
    x->file->system = system;
    x->physical = x->scan.line + 1;
    x->presumed = line;
}

static int parse_line(const char *digits)
{
    long n = 0;
    for (; *digits >= '0' && *digits <= '9'; digits++)
        if ((n = n * 10 + (*digits - '0')) > INT_MAX / 2)
            return INT_MAX / 2;     /* lines are added to it */
    return (int)n;
}

/* ---- directives ------------------------------------------------------------------ */

static void line_marker(struct lexer *x, const char *number)
{
    struct lexeme name = scan_next_on_line(&x->scan);
    int flag = 0;
    bool system = name.kind != T_STRING && x->file->system;
    for (struct lexeme l = name; l.kind == T_STRING || l.kind == T_NUMBER; ) {
        l = scan_next_on_line(&x->scan);
        const char *text = l.kind == T_NUMBER ? scan_spelling(&l) : "";
        if (strcmp(text, "1") == 0 || strcmp(text, "2") == 0)
            flag = text[0];
        system = system || strcmp(text, "3") == 0;
    }
    scan_skip_line(&x->scan);
    enter_place(x, parse_line(number), name.kind == T_STRING ? scan_unquote(scan_spelling(&name)) : x->file->name, flag, system);
}

static struct macro macro_begin(struct lexer *x, const struct lexeme *name, bool undef)
{
    struct macro m = { scan_spelling(name), x->u->tokens.n, undef, false, "", "", x->file,
                       presumed_line(x, name->line) };
    return m;
}

/* Behind the '(' that touches the name: returns what stands there and moves behind the ')'. */
static const char *macro_params(struct lexer *x)
{
    const char *begin = x->scan.at;
    for (struct lexeme l; (l = scan_next_on_line(&x->scan)).kind != T_EOF;)
        if (l.punct == ')')
            return scan_text(begin, l.begin);
    return "";
}

static void define_directive(struct lexer *x)
{
    struct lexeme name = scan_next_on_line(&x->scan);
    if (name.kind != T_IDENT)
        return;
    struct macro m = macro_begin(x, &name, false);
    struct scan behind_name = x->scan;
    struct lexeme l = scan_next_on_line(&x->scan);
    m.function_like = l.kind == T_PUNCT && l.punct == '(' && !l.space;
    if (m.function_like)
        m.params = macro_params(x);
    else
        x->scan = behind_name;
    const char *body = x->scan.at;
    scan_skip_line(&x->scan);
    m.body = scan_text(body, x->scan.at);
    VEC_PUSH(&x->u->macros, m);
}

static void undef_directive(struct lexer *x)
{
    struct lexeme name = scan_next_on_line(&x->scan);
    if (name.kind == T_IDENT)
        VEC_PUSH(&x->u->macros, macro_begin(x, &name, true));
}

static void add_token(struct lexer *x, const struct lexeme *l, const char *text)
{
    struct token t = {
        .kind = l->kind, .punct = l->punct, .text = text, .file = x->file, .line = presumed_line(x, l->line),
        .raw_begin = -1, .raw_end = -1, .space = l->space || l->bol, .bol = l->bol
    };
    VEC_PUSH(&x->u->tokens, t);
}

static void pragma_directive(struct lexer *x, const struct lexeme *hash)
{
    struct lexeme l = *hash;
    scan_skip_line(&x->scan);
    l.kind = T_PRAGMA;
    l.punct = 0;
    add_token(x, &l, scan_text(hash->begin, x->scan.at));
}

static void directive(struct lexer *x, const struct lexeme *hash)
{
    struct lexeme l = scan_next_on_line(&x->scan);
    const char *word = l.kind == T_IDENT || l.kind == T_NUMBER ? scan_spelling(&l) : "";
    if (l.kind == T_NUMBER)
        line_marker(x, word);
    else if (strcmp(word, "define") == 0)
        define_directive(x);
    else if (strcmp(word, "undef") == 0)
        undef_directive(x);
    else if (strcmp(word, "pragma") == 0)
        pragma_directive(x, hash);
    else if (strcmp(word, "line") == 0 && (l = scan_next_on_line(&x->scan)).kind == T_NUMBER)
        line_marker(x, scan_spelling(&l));
    scan_skip_line(&x->scan);
}

/* ---- tokens ------------------------------------------------------------------------ */

static void report(struct lexer *x, const struct lexeme *l)
{
    struct unit *u = x->u;
    size_t last = u->tokens.n - 1;
    if (l->problem == SCAN_OPEN_STRING)
        error_at(u, last, last + 1, "this string is not closed");
    else if (l->problem == SCAN_OPEN_CHAR)
        error_at(u, last, last + 1, "this character constant is not closed");
    else if (l->punct > ' ' && l->punct < 0x7F)
        error_at(u, last, last + 1, "'%c' cannot stand in a program", l->punct);
    else if (l->end - l->begin > 1)
        error_at(u, last, last + 1, "the character U+%04X cannot stand in a program", (unsigned)l->punct);
    else
        error_at(u, last, last + 1, "the byte 0x%02X cannot stand in a program", (unsigned)l->punct);
}

static void lex_token(struct lexer *x, const struct lexeme *l)
{
    add_token(x, l, scan_spelling(l));
    if (l->problem == SCAN_GOOD)
        return;
    report(x, l);
    if (l->problem == SCAN_STRAY)       /* what is left out reads better than what is unknown */
        x->u->tokens.n--;
}

static void lexer_begin(struct lexer *x, struct unit *u)
{
    const char *name = intern_string(u->path);
    if (!u->main) {
        u->main = NEW(struct file);
        u->main->name = name;
        u->main->main = true;
    }
    x->u = u;
    *map_at(&x->mains, name) = u->main;
    VEC_PUSH(&u->files, u->main);
    x->file = u->main;
    VEC_PUSH(&x->in, name);
}

bool lex(struct unit *u, const char *text, size_t n)
{
    struct lexer x = { .u = u, .scan = scan_begin(text, n), .physical = 1, .presumed = 1 };
    struct lexeme l;
    lexer_begin(&x, u);
    while ((l = scan_next(&x.scan)).kind != T_EOF) {
        if (l.bol && l.punct == '#' && l.kind == T_PUNCT)
            directive(&x, &l);
        else
            lex_token(&x, &l);
    }
    add_token(&x, &l, "");
    return u->errors == 0;
}
