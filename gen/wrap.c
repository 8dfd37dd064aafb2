/* wrap.c: `cedec --wrap CC ARGUMENTS...`, the compiler with async added.
 *
 * In:   a command as a build system writes it for the compiler.
 * Out:  what the compiler makes of it: objects, depfiles, messages, exit status.
 *
 * A command without C sources, or whose sources have no async function, is run as it
 * is, in our place. Otherwise the async ones are generated, and wrap_run.c runs the
 * command with what was made of them.
 * Allocates in the arena. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L         /* execvp, fileno */
#endif

#include "wrap.h"

#include "child.h"
#include "generate.h"
#include "parse.h"
#include "temporary.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NO_COMPILER = 127 };             /* as shells exit where a program is not there */

/* ---- generating ------------------------------------------------------------------------ */

/* Whether the main file has a word that an async function's definition begins with. */
static bool has_async_words(const struct unit *u)
{
    static const char *const names[] = { "async", "cede_async", "async_iter", "cede_async_iter" };
    const char *words[sizeof names / sizeof *names];
    size_t n = sizeof names / sizeof *names;
    for (size_t i = 0; i < n; i++)
        words[i] = intern_string(names[i]);
    for (size_t i = 0; i < u->tokens.n; i++)
        for (size_t k = 0; u->tokens.at[i].file->main && k < n; k++)
            if (u->tokens.at[i].text == words[k])
                return true;
    return false;
}

static bool has_async_functions(const struct unit *u)
{
    for (size_t i = 0; i < u->externals.n; i++)
        if (u->externals.at[i].kind == X_ASYNC)
            return true;
    return false;
}

/* A file without async functions is the compiler's: what cedec cannot read in it is not
 * reported. Calls of async functions that nobody would run are. */
static enum outcome check_plain(struct unit *u)
{
    u->quiet = true;
    parse(u);
    if (u->errors)
        return PLAIN;
    u->quiet = false;
    async_check(u);
    return u->errors ? FAILED : PLAIN;
}

static enum outcome generate_lexed(struct wrapper *w, struct unit *u, const char *text, size_t n, struct text *code)
{
    bool words = has_async_words(u);
    u->quiet = false;
    align(u);
    if (!words)
        return check_plain(u);
    parse(u);
    async_check(u);
    if (u->errors)
        return FAILED;
    if (!has_async_functions(u))
        return PLAIN;
    emit(u, w->o, code);
    if (u->errors == 0)
        lint(u);
    return u->errors || !budgets_hold(u, w->o, without_sources(&w->c), text, n) ? FAILED : GENERATED;
}

static enum outcome generate_source(struct wrapper *w, struct source *s)
{
    struct unit u = {
        .path = is_stdin(s) ? "<stdin>" : s->path, .from_stdin = is_stdin(s), .wrapped = true,
        .warn = &w->warn
    };
    const char *text;
    size_t n;
    u.main = NEW(struct file);
    u.main->name = intern_string(u.path);
    u.main->main = true;
    file_set(u.main, &s->text);
    text = source_preprocess(&u, without_sources(&w->c), &n);
    if (!text) {
        w->status = u.status;
        return FAILED;
    }
    w->status = 1 << 8;
    u.quiet = !strstr(u.main->bytes, "async");
    if (!lex(&u, text, n))
        return u.quiet ? PLAIN : FAILED;
    w->gnu = is_gnu(&u);
    return generate_lexed(w, &u, text, n, &s->code);
}

/* ---- running it as it is ------------------------------------------------------------------ */

static int run_plain(struct wrapper *w)
{
    for (size_t i = 0; i < w->sources.n; i++) {
        struct source *s = &w->sources.at[i];
        FILE *in = is_stdin(s) ? temporary_stream(s->text.bytes, s->text.n) : NULL;
        if (in)
            dup2(fileno(in), 0);
    }
    execvp(w->o->cc[0], w->c.has_ours ? (char **)w->c.words.at : w->o->cc);
    complain("cannot run %s: %s", w->o->cc[0], strerror(errno));
    return NO_COMPILER;
}

/* ---- the command ------------------------------------------------------------------------------------ */

static bool read_source(struct source *s)
{
    char buffer[65536];
    size_t n;
    if (!is_stdin(s))
        return read_file(s->path, &s->text);
    while ((n = fread(buffer, 1, sizeof buffer, stdin)) > 0)
        text_add(&s->text, buffer, n);
    text_add(&s->text, "", 0);
    return true;
}

/* false: one of them is wrong, and that was said. */
static bool generate_sources(struct wrapper *w, bool *any)
{
    bool good = true;
    for (size_t i = 0; i < w->sources.n; i++) {
        struct source *s = &w->sources.at[i];
        if (read_source(s) && reaches_async(&w->c, s->path, &s->text))
            s->outcome = generate_source(w, s);
        *any |= s->outcome == GENERATED;
        good &= s->outcome != FAILED;
        if (s->outcome == FAILED)
            remove_output(w, s);
    }
    return good;
}

int wrap(const struct options *o)
{
    struct wrapper w = { .o = o, .warn = o->warn };
    bool any = false;
    w.c = command_read(o->cc, &w.warn);
    for (size_t i = 0; i < w.c.sources.n && w.c.makes != MAKES_ANSWERS; i++)
        VEC_PUSH(&w.sources, ((struct source){ .word = w.c.sources.at[i], .path = w.c.words.at[w.c.sources.at[i]] }));
    if (!generate_sources(&w, &any)) {
        if (w.status < 0)
            return NO_COMPILER;
        child_end_as(w.status);
    }
    if (!any)
        return run_plain(&w);
    child_hold();
    child_end_as(run_generated(&w));
    return 0;
}
