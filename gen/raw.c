/* raw.c: tokens of a file that is not preprocessed; raw.h says what of it is kept.
 *
 * In:   a file's bytes.
 * Out:  its tokens with their ranges, #line and the structure of #if applied.
 *
 * A #line in a part that #if leaves out is taken for valid: nothing here can know.
 * Always: open.at[0] is branch 0, the whole file.
 * Reports nothing; allocates in the arena. */
#include "raw.h"

#include "scan.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    const struct file *f;
    struct scan scan;
    struct raw_file out;
    VEC(size_t) open;           /* branches that contain the current place, outermost first */
    const char *name;
    int physical, presumed;     /* a line of the file, and what #line calls it */
};

/* ---- branches ----------------------------------------------------------------- */

static void branch_begin(struct reader *r)
{
    VEC_PUSH(&r->open, r->out.branch_end.n);
    VEC_PUSH(&r->out.branch_end, (size_t)-1);
}

static void branch_finish(struct reader *r)
{
    if (r->open.n > 1)
        r->out.branch_end.at[r->open.at[--r->open.n]] = r->out.tokens.n;
}

static void conditional(struct reader *r, const char *word)
{
    bool begins = strncmp(word, "if", 2) == 0;
    bool ends = strcmp(word, "endif") == 0;
    if (!begins)
        branch_finish(r);
    if (!ends)
        branch_begin(r);
}

/* ---- directives ------------------------------------------------------------------ */

static void add(struct reader *r, const struct lexeme *l, enum token_kind kind, const char *text, const char *end)
{
    struct raw_token t = { kind, l->punct, text, l->begin - r->f->bytes, end - r->f->bytes, l->line, r->name,
                           l->line - r->physical + r->presumed, r->open.at[r->open.n - 1], l->space, l->bol };
    VEC_PUSH(&r->out.tokens, t);
}

/* `#line 12 "name"`, from behind the number. */
static void line_directive(struct reader *r, const struct lexeme *number)
{
    struct lexeme name = scan_next_on_line(&r->scan);
    long line = strtol(scan_spelling(number), NULL, 10);
    if (name.kind == T_STRING)
        r->name = raw_name(scan_unquote(scan_spelling(&name)));
    scan_skip_line(&r->scan);
    r->out.renamed = true;
    r->physical = r->scan.line + 1;
    r->presumed = line > INT_MAX / 2 ? INT_MAX / 2 : (int)line;
}

static void pragma_directive(struct reader *r, const struct lexeme *hash)
{
    const char *end;
    scan_skip_line(&r->scan);
    for (end = r->scan.at; end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'; end--)
        ;
    add(r, hash, T_PRAGMA, NULL, end);
}

static void directive(struct reader *r, const struct lexeme *hash)
{
    struct lexeme l = scan_next_on_line(&r->scan);
    const char *word = l.kind == T_IDENT ? scan_spelling(&l) : "";
    if (strcmp(word, "line") == 0)
        l = scan_next_on_line(&r->scan);
    if (l.kind == T_NUMBER)
        line_directive(r, &l);
    else if (strcmp(word, "pragma") == 0)
        pragma_directive(r, hash);
    else if (strncmp(word, "if", 2) == 0 || strncmp(word, "el", 2) == 0 || strcmp(word, "endif") == 0)
        conditional(r, word);
    scan_skip_line(&r->scan);
}

/* ---- the file ----------------------------------------------------------------------- */

const char *raw_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return intern_string(slash ? slash + 1 : path);
}

/* Without #line the name says nothing, and the preprocessor may call the file
 * otherwise than the command line did. */
static void forget_names(struct raw_file *out)
{
    const char *none = intern_string("");
    for (size_t i = 0; i < out->tokens.n; i++)
        out->tokens.at[i].name = none;
}

struct raw_file raw_read(const struct file *f)
{
    struct reader r = { .f = f, .scan = scan_begin(f->bytes, f->n), .name = raw_name(f->name), .physical = 1, .presumed = 1 };
    struct lexeme l;
    branch_begin(&r);
    while ((l = scan_next(&r.scan)).kind != T_EOF) {
        if (l.bol && l.kind == T_PUNCT && l.punct == '#')
            directive(&r, &l);
        else
            add(&r, &l, l.kind, scan_spelling(&l), l.end);
    }
    add(&r, &l, T_EOF, "", l.end);
    if (!r.out.renamed)
        forget_names(&r.out);
    return r.out;
}
