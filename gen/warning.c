/* warning.c: the names of cedec's warnings, which of them are wanted, and where not.
 *
 * In:   the words of a command line; the comments of a file.
 * Out:  whether a warning is told, and as what.
 *
 * All names begin with async, so that a compiler's are never taken for ours: in a compile
 * command the words with such names are ours alone and are not passed on, while -w, -Werror
 * and -Wno-error are the compiler's and ours.
 *
 * One place is silenced by a comment, in the form that clang-tidy knows:
 *
 *     sleep(1);                // NOLINT(async-blocking): before the loop has anything to do
 *     // NOLINTNEXTLINE(async-blocking, async-order)
 *
 * Without names it silences all. Comments are read in the source itself: the preprocessor
 * leaves none. */
#include "warning.h"

#include "parse.h"

#include <string.h>

static const char *const names[N_WARNINGS] = {
    [WARN_BLOCKING] = "async-blocking",
    [WARN_BUSY_LOOP] = "async-busy-loop",
    [WARN_DANGLING] = "async-dangling",
    [WARN_LOST_UPDATE] = "async-lost-update",
    [WARN_MUTEX] = "async-mutex",
    [WARN_OMITTED] = "async-omitted",
    [WARN_ORDER] = "async-order",
    [WARN_UNKNOWN] = "async-unknown",
    [WARN_UNUSED_RESULT] = "async-unused-result"
};

const char *warning_name(enum warning which)
{
    return names[which];
}

/* ---- names ------------------------------------------------------------------------- */

/* Whether a name, or a pattern such as async-*, means this warning. */
static bool means(const char *name, size_t n, enum warning which)
{
    if (n && name[n - 1] == '*')
        return strncmp(name, names[which], n - 1) == 0;
    return n == strlen(names[which]) && memcmp(name, names[which], n) == 0;
}

static bool is_known(const char *name, size_t n)
{
    for (int i = 0; i < N_WARNINGS; i++)
        if (means(name, n, (enum warning)i))
            return true;
    return false;
}

enum { LONGEST = 40 };

static int least(int a, int b, int c)
{
    int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* How many letters have to be changed, added or left out to make b of a. */
static int distance(const char *a, size_t n, const char *b)
{
    int row[LONGEST + 1], before, above;
    if (n > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= n; i++)
        row[i] = (int)i;
    for (size_t k = 0; b[k]; k++) {
        before = row[0]++;
        for (size_t i = 1; i <= n; i++) {
            above = row[i];
            row[i] = least(above + 1, row[i - 1] + 1, before + (a[i - 1] != b[k]));
            before = above;
        }
    }
    return row[n];
}

/* The name that was meant; NULL: nothing like it. */
static const char *nearest(const char *name, size_t n)
{
    int best = (int)n / 2;
    const char *found = NULL;
    for (int i = 0; i < N_WARNINGS; i++) {
        int full = distance(name, n, names[i]), bare = distance(name, n, names[i] + strlen("async-"));
        int d = full < bare ? full : bare;
        if (d < best) {
            best = d;
            found = names[i];
        }
    }
    return found;
}

/* ---- the command line -------------------------------------------------------------------- */

/* Sets one flag, or that of each. */
static void set(bool *flags, const char *name, bool value)
{
    for (int i = 0; i < N_WARNINGS; i++)
        if (strcmp(name, "async") == 0 || strcmp(name, names[i]) == 0)
            flags[i] = value;
}

static void tell_unknown(const struct warnings *w, const char *word, const char *prefix, const char *name)
{
    const char *meant = nearest(name, strlen(name));
    if (w->none || w->off[WARN_UNKNOWN])
        return;
    if (meant)
        complain("warning: unknown warning option '%s'; did you mean '%s%s'? [-W%s]", word, prefix, meant, names[WARN_UNKNOWN]);
    else
        complain("warning: unknown warning option '%s' [-W%s]", word, names[WARN_UNKNOWN]);
}

static void read_named(struct warnings *w, size_t form, const char *name)
{
    switch (form) {
    case 0:                             /* -Werror=NAME, which also asks for it */
        set(w->error, name, true);
        set(w->no_error, name, false);
        set(w->off, name, false);
        return;
    case 1:                             /* -Wno-error=NAME */
        set(w->error, name, false);
        set(w->no_error, name, true);
        return;
    case 2:                             /* -Wno-NAME */
        set(w->off, name, true);
        return;
    default:                            /* -WNAME */
        set(w->off, name, false);
    }
}

enum warning_option warning_read(struct warnings *w, const char *word)
{
    static const char *const forms[] = { "-Werror=", "-Wno-error=", "-Wno-", "-W" };
    if (strcmp(word, "-w") == 0)
        return w->none = true, WO_BOTH;
    if (strcmp(word, "-Werror") == 0)
        return w->errors = true, WO_BOTH;
    if (strcmp(word, "-Wno-error") == 0)
        return w->errors = false, WO_BOTH;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *name = word + strlen(forms[i]);
        if (strncmp(word, forms[i], strlen(forms[i])) != 0 || strncmp(name, "async", 5) != 0)
            continue;
        if (strcmp(name, "async") != 0 && !is_known(name, strlen(name)))
            tell_unknown(w, word, forms[i], name);
        read_named(w, i, name);
        return WO_OURS;
    }
    return WO_COMPILER;
}

void warning_read_own(struct warnings *w, const char *word)
{
    if (warning_read(w, word) == WO_COMPILER)
        tell_unknown(w, word, strncmp(word, "-Wno-", 5) == 0 ? "-Wno-" : "-W", word + (strncmp(word, "-Wno-", 5) == 0 ? 5 : 2));
}

bool warning_is_on(const struct unit *u, enum warning which)
{
    return !u->warn || (!u->warn->none && !u->warn->off[which]);
}

bool warning_is_error(const struct unit *u, enum warning which)
{
    return u->warn && (u->warn->error[which] || (u->warn->errors && !u->warn->no_error[which]));
}

/* ---- comments ------------------------------------------------------------------------------ */

static const char marker[] = "NOLINT", next_line[] = "NEXTLINE";

/* A NOLINT in [s, end); NULL: none. */
static const char *find_marker(const char *s, const char *end)
{
    size_t n = strlen(marker);
    for (; s && (size_t)(end - s) > n; s++) {
        s = memchr(s, marker[0], (size_t)(end - s) - n);
        if (s && memcmp(s, marker, n) == 0)
            return s;
        if (!s)
            break;
    }
    return NULL;
}

static const char *line_begin(const struct file *f, const char *s)
{
    while (s > f->bytes && s[-1] != '\n')
        s--;
    return s;
}

/* Whether a comment begins before s in its line. */
static bool in_comment(const struct file *f, const char *s)
{
    for (const char *at = line_begin(f, s); at < s; at++)
        if (at[0] == '/' && (at[1] == '/' || at[1] == '*'))
            return true;
    return false;
}

/* The next name in "(a, b)" behind a marker; NULL: no more. */
static const char *next_name(const char **at, const char *end, size_t *n)
{
    const char *s = *at;
    while (s < end && (*s == ' ' || *s == ',' || *s == '('))
        s++;
    const char *begin = s;
    while (s < end && *s != ',' && *s != ' ' && *s != ')' && *s != '\n')
        s++;
    *n = (size_t)(s - begin);
    *at = s;
    return *n ? begin : NULL;
}

/* Whether what stands behind NOLINT or NOLINTNEXTLINE names this warning, or nothing. */
static bool names_it(const char *s, const char *end, enum warning which)
{
    size_t n;
    if (s == end || *s != '(')
        return true;
    for (const char *name; (name = next_name(&s, end, &n)); )
        if (means(name, n, which))
            return true;
    return false;
}

/* Whether line number `line`, from 0, silences it; for the line behind it with `next`. */
static bool line_silences(const struct file *f, long line, bool next, enum warning which)
{
    if (line < 0 || (size_t)line >= f->lines.n)
        return false;
    const char *s = f->bytes + f->lines.at[line];
    const char *end = (size_t)line + 1 < f->lines.n ? f->bytes + f->lines.at[line + 1] : f->bytes + f->n;
    while ((s = find_marker(s, end))) {
        s += strlen(marker);
        bool is_next = (size_t)(end - s) >= strlen(next_line) && memcmp(s, next_line, strlen(next_line)) == 0;
        const char *behind = s + (is_next ? strlen(next_line) : 0);
        bool whole = behind == end || !((*behind >= 'A' && *behind <= 'Z') || *behind == '_');
        if (whole && is_next == next && in_comment(f, s) && names_it(behind, end, which))
            return true;
    }
    return false;
}

bool warning_is_silenced(struct unit *u, enum warning which, size_t begin, size_t end)
{
    const struct token *first = &u->tokens.at[begin], *last = &u->tokens.at[end > begin ? end - 1 : begin];
    struct file *f = first->file;
    if (!file_load(f) || !f->bytes)
        return false;
    long from = first->line - 1, to = last->file == f && last->line > first->line ? last->line - 1 : from;
    if (line_silences(f, from - 1, true, which))
        return true;
    for (long line = from; line <= to; line++)
        if (line_silences(f, line, false, which))
            return true;
    return false;
}

static void check_names(struct unit *u, const char *s, const char *end)
{
    size_t n;
    for (const char *name; (name = next_name(&s, end, &n)); ) {
        if (n < 5 || memcmp(name, "async", 5) != 0 || is_known(name, n))
            continue;
        const char *meant = nearest(name, n);
        warning_at_text(u, WARN_UNKNOWN, name, n, meant ? "there is no warning of this name; did you mean '%s'?" : "there is no warning of this name", meant);
    }
}

void warning_check_comments(struct unit *u)
{
    const struct file *f = u->main;
    const char *s = f->bytes, *end = s ? s + f->n : s;
    while (s && (s = find_marker(s, end))) {
        const char *line_end = memchr(s, '\n', (size_t)(end - s));
        const char *open = memchr(s, '(', (size_t)((line_end ? line_end : end) - s));
        s += strlen(marker);
        if (open && (open == s || open == s + strlen(next_line)) && in_comment(f, s))
            check_names(u, open, line_end ? line_end : end);
    }
}
