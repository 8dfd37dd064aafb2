/* diag.c: messages with a place, the source line and a mark under it.
 *
 *     kv.c:12:9: error: fetch() is an async function and must be awaited
 *         total += fetch(1, 2);
 *                  ^~~~~
 *     hint: write await(fetch(…))
 *
 * Where the place is a macro's call, notes follow on the macros that the token came out of, as far
 * as expansion.c can tell, with the place in each definition, the call in the file first.
 *
 * In:   ranges of tokens. The mark needs to know where in its line the first one
 *       stands: align.c says so for the main file. Elsewhere the token's spelling is
 *       looked for, and marked if the line has it exactly once.
 * Out:  standard error, coloured only on a terminal. Columns count bytes from 1.
 * Always: the printed line has no control character. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L         /* isatty */
#endif

#include "expansion.h"
#include "parse.h"
#include "warning.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Enough to see that something is wrong everywhere, few enough to read. */
#define MOST_ERRORS 20

/* A longer line is shown in part: terminals wrap, and marks would lose their place. */
#define MOST_COLUMNS 160
#define COLUMNS_BEFORE_MARK 60

/* Macros in one another: of more than these, the outermost and innermost ones are named. */
#define MOST_EXPANSIONS 6

#define TAB_COLUMNS 8

/* A line of source text, and the bytes [from, to) of it to be marked; from < 0: none. */
struct shown {
    const char *bytes;
    size_t n;
    long from, to;
};

/* ---- colour -------------------------------------------------------------------- */

static bool coloured(void)
{
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
    return isatty(2) && term && strcmp(term, "dumb") != 0 && !(no && *no);
}

static void colour(const char *code)
{
    if (coloured())
        fprintf(stderr, "\033[%sm", code);
}

static void in_colour(const char *code, const char *s)
{
    colour(code);
    fputs(s, stderr);
    colour("0");
}

/* ---- the source line ---------------------------------------------------------------- */

/* The number, from 0, of the line in which this byte stands. */
static size_t line_of_offset(const struct file *f, size_t offset)
{
    size_t low = 0, high = f->lines.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (f->lines.at[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static struct shown line_of_file(const struct file *f, size_t line)
{
    size_t begin = f->lines.at[line];
    const char *bytes = f->bytes + begin;
    const char *newline = memchr(bytes, '\n', f->n - begin);
    size_t n = newline ? (size_t)(newline - bytes) : f->n - begin;
    if (n && bytes[n - 1] == '\r')
        n--;
    return (struct shown){ bytes, n, -1, -1 };
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

/* Whether a word begins and ends there. */
static bool stands_alone(const struct shown *s, size_t at, size_t n)
{
    return (at == 0 || !is_name_byte(s->bytes[at - 1])) && (at + n == s->n || !is_name_byte(s->bytes[at + n]));
}

/* Marks the token's spelling if the line has it exactly once. */
static void mark_spelling(struct shown *s, const struct token *t)
{
    size_t n = strlen(t->text);
    bool word = t->kind == T_IDENT || t->kind == T_NUMBER;
    long found = -1;
    for (size_t at = 0; n && at + n <= s->n; at++)
        if (memcmp(s->bytes + at, t->text, n) == 0 && (!word || stands_alone(s, at, n))) {
            if (found >= 0)
                return;
            found = (long)at;
        }
    s->from = found;
    s->to = found + (long)n;
}

/* Marks [begin, end) of the main file's tokens, as far as its first line goes. */
static void mark_range(const struct unit *u, struct shown *s, size_t begin, size_t end)
{
    long line = s->bytes - u->main->bytes, to = 0;
    for (size_t i = begin; i < end; i++)
        if (u->tokens.at[i].raw_end > to)
            to = u->tokens.at[i].raw_end;
    s->from = u->tokens.at[begin].raw_begin - line;
    s->to = to - line > (long)s->n ? (long)s->n : to - line;
}

/* false: the line cannot be shown. */
static bool find_line(struct unit *u, size_t begin, size_t end, struct shown *s)
{
    const struct token *t = &u->tokens.at[begin];
    if (t->raw_begin >= 0 && u->main->bytes) {
        *s = line_of_file(u->main, line_of_offset(u->main, (size_t)t->raw_begin));
        mark_range(u, s, begin, end);
        return true;
    }
    if (t->file->main && t->call_end > 0)
        *s = line_of_file(u->main, line_of_offset(u->main, (size_t)t->call_begin));
    else if (file_load(t->file) && t->line > 0 && (size_t)t->line <= t->file->lines.n)
        *s = line_of_file(t->file, (size_t)t->line - 1);
    else
        return false;
    if (t->col > 0 && (size_t)t->col <= s->n) {
        s->from = t->col - 1;
        s->to = t->col;
        while (is_name_byte(s->bytes[s->from]) && s->to < (long)s->n && is_name_byte(s->bytes[s->to]))
            s->to++;
    } else {
        mark_spelling(s, t);
    }
    return true;
}

/* Columns that the byte at i takes when the line has reached this column. */
static int width_at(const struct shown *s, size_t i, int column)
{
    unsigned char c = (unsigned char)s->bytes[i];
    if (c == '\t')
        return TAB_COLUMNS - column % TAB_COLUMNS;
    return (c & 0xC0) != 0x80;          /* UTF-8: one for a whole character */
}

static int column_of(const struct shown *s, long at)
{
    int column = 0;
    for (size_t i = 0; i < s->n && (long)i < at; i++)
        column += width_at(s, i, column);
    return column;
}

static void print_byte(char c, int width)
{
    bool visible = c != '\t' && (unsigned char)c >= ' ' && c != 0x7F;
    if (visible)
        fputc(c, stderr);
    else
        fprintf(stderr, "%*s", width, "");
}

static void print_line(const struct shown *s, int first, int last)
{
    int column = 0;
    if (first)
        fputs("...", stderr);
    for (size_t i = 0; i < s->n && column < last; i++) {
        int width = width_at(s, i, column);
        if (column >= first)
            print_byte(s->bytes[i], width);
        column += width;
    }
    fputc('\n', stderr);
}

static void print_mark(const struct shown *s, int first, int last)
{
    int from = column_of(s, s->from), to = column_of(s, s->to);
    struct text mark = { NULL, 0, 0 };
    text_printf(&mark, "%*s^", from - first + (first ? 3 : 0), "");
    for (int i = from + 1; i < to && i < last; i++)
        text_puts(&mark, "~");
    in_colour("1;32", mark.bytes);
    fputc('\n', stderr);
}

static void print_shown(const struct shown *s)
{
    int mark = s->from >= 0 ? column_of(s, s->from) : 0;
    int first = mark > MOST_COLUMNS - COLUMNS_BEFORE_MARK ? mark - COLUMNS_BEFORE_MARK : 0;
    print_line(s, first, first + MOST_COLUMNS);
    if (s->from >= 0)
        print_mark(s, first, first + MOST_COLUMNS);
}

/* ---- messages ----------------------------------------------------------------------------- */

/* Line 0: not known. */
static void print_place(const char *file, int line, const struct shown *s)
{
    colour("1");
    fprintf(stderr, line ? "%s:%d:" : "%s:", file, line);
    if (s->from >= 0)
        fprintf(stderr, "%ld:", s->from + 1);
    colour("0");
    fputc(' ', stderr);
}

/* How a message begins, its colour, and what stands behind it. */
struct label {
    const char *word, *code, *behind;
};

static void print_message(const char *file, int line, const struct shown *s, const struct label *label,
                          const char *format, va_list args)
{
    print_place(file, line, s);
    in_colour(label->code, label->word);
    colour("1");
    vfprintf(stderr, format, args);
    fputs(label->behind, stderr);
    colour("0");
    fputc('\n', stderr);
    if (s->bytes)
        print_shown(s);
}

static const struct label note_label = { "note: ", "1;36", "" };

static void note(const char *file, int line, const struct shown *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_message(file, line, s, &note_label, format, args);
    va_end(args);
}

static void print_expansion(const struct unit *u, const struct origin *o)
{
    struct file *f = o->macro->file->main ? u->main : o->macro->file;
    struct shown s = { NULL, 0, -1, -1 };
    struct expansion_place p = { 0, 0, 0 };
    if (file_load(f) && expansion_place(f, o, &p)) {
        s = line_of_file(f, line_of_offset(f, p.begin));
        s.from = f->bytes + p.begin - s.bytes;
        s.to = f->bytes + p.end - s.bytes > (long)s.n ? (long)s.n : f->bytes + p.end - s.bytes;
    }
    note(o->macro->file->name, p.line, &s, "in expansion of macro '%s'", o->macro->name);
}

/* Outermost first. Those that a system header defines are nobody's to look at. */
static void print_expansions(const struct unit *u, const struct origin *o)
{
    const struct shown nothing = { NULL, 0, -1, -1 };
    const struct origin **calls = NEW_ARRAY(const struct origin *, o ? o->depth + 1 : 1);
    size_t n = 0, head = MOST_EXPANSIONS / 2;
    for (; o; o = o->outer)
        if (!o->macro->file->system)
            calls[n++] = o;
    size_t tail = n > MOST_EXPANSIONS ? head : n;
    for (size_t i = n; i-- > 0;) {
        if (i >= tail && i < n - head) {
            note(calls[i]->macro->file->name, 0, &nothing, "in expansion of %d more macros", (int)(n - head - tail));
            i = tail;
        } else {
            print_expansion(u, calls[i]);
        }
    }
}

static void message(struct unit *u, size_t begin, size_t end, const struct label *label, const char *format, va_list args)
{
    struct shown s = { NULL, 0, -1, -1 };
    if (begin >= u->tokens.n)
        begin = u->tokens.n - 1;
    if (end > u->tokens.n)
        end = u->tokens.n;
    const struct token *t = &u->tokens.at[begin];
    find_line(u, begin, end, &s);
    print_message(t->file->name, t->line, &s, label, format, args);
    print_expansions(u, expansion_of(u, begin));
}

void error_at(struct unit *u, size_t begin, size_t end, const char *format, ...)
{
    static const struct label label = { "error: ", "1;31", "" };
    if (u->quiet) {
        u->errors++;
        return;
    }
    if (u->told == MOST_ERRORS) {       /* only now: the last one may have a hint */
        fprintf(stderr, "%s: more than %d errors; the others are not shown\n", u->path, MOST_ERRORS);
        exit(1);
    }
    va_list args;
    va_start(args, format);
    message(u, begin, end, &label, format, args);
    va_end(args);
    u->errors++;
    u->told++;
}

static struct label warning_label(struct unit *u, enum warning which)
{
    bool error = warning_is_error(u, which);
    u->warnings++;
    u->errors += error;
    return (struct label){ error ? "error: " : "warning: ", error ? "1;31" : "1;35",
                           intern_format(error ? " [-Werror,-W%s]" : " [-W%s]", warning_name(which)) };
}

bool warning_at(struct unit *u, enum warning which, size_t begin, size_t end, const char *format, ...)
{
    if (u->quiet || !warning_is_on(u, which) || warning_is_silenced(u, which, begin, end))
        return false;
    struct label label = warning_label(u, which);
    va_list args;
    va_start(args, format);
    message(u, begin, end, &label, format, args);
    va_end(args);
    return true;
}

void warning_at_text(struct unit *u, enum warning which, const char *at, size_t n, const char *format, ...)
{
    if (u->quiet || !warning_is_on(u, which))
        return;
    size_t line = line_of_offset(u->main, (size_t)(at - u->main->bytes));
    struct shown s = line_of_file(u->main, line);
    struct label label = warning_label(u, which);
    s.from = at - s.bytes;
    s.to = s.from + (long)n;
    va_list args;
    va_start(args, format);
    print_message(u->main->name, (int)line + 1, &s, &label, format, args);
    va_end(args);
}

void hint(struct unit *u, const char *format, ...)
{
    if (u->quiet)
        return;
    va_list args;
    va_start(args, format);
    in_colour("1;36", "hint: ");
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

void complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("cedec: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}
