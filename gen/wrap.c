/* wrap.c: `cedec --wrap CC ARGUMENTS...`, the compiler with async added.
 *
 * In:   a command as a build system writes it for the compiler.
 * Out:  what the compiler makes of it: objects, depfiles, messages, exit status.
 *
 * A command without C sources, or whose sources have no async function, is run as it
 * is, in our place. Otherwise each async source is generated into a folder of its
 * own, under its own base name (so that names the compiler derives from it are right), and
 * the command is run with that file in the source's place.
 *
 * Always:
 *   1. messages, __FILE__ and debug information name the user's file: the generated
 *      text says so with #line, and its own name is mapped to the user's;
 *   2. "x.h" is found as from the user's file: its folder is the first of -iquote, and
 *      sources in different folders are compiled by a command each;
 *   3. the folder is beside the output, so its name is the same from run to run and a
 *      compiler cache in front knows it again; it is gone when we end, but by SIGKILL.
 * Allocates in the arena. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L         /* execvp, lstat */
#endif

#include "command.h"
#include "generate.h"
#include "parse.h"
#include "child.h"
#include "temporary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum outcome { PLAIN, GENERATED, FAILED };

struct source {
    size_t word;
    const char *path;           /* the user's; "-" is standard input */
    struct text text;           /* standard input: what came */
    struct text code;           /* generated */
    enum outcome outcome;
    const char *temporary;      /* where the code is written */
    const char *object;         /* what was made of it already; NULL: nothing */
};

struct wrapper {
    const struct options *o;
    struct command c;
    VEC(struct source) sources;
    int status;                 /* of a preprocessor that failed, or 1 << 8 */
    const char *folder;
    bool gnu;                   /* a compiler that knows -iquote and -ffile-prefix-map */
};

/* ---- generating ------------------------------------------------------------------------ */

static bool is_stdin(const struct source *s)
{
    return strcmp(s->path, "-") == 0;
}

/* The command without its sources: a source under -x c has no ending that tells. */
static char **without_sources(const struct command *c)
{
    struct arguments a = { NULL, 0, 0 };
    size_t k = 0;
    for (size_t i = 0; i < c->words.n; i++) {
        if (k < c->sources.n && c->sources.at[k] == i)
            k++;
        else if (strcmp(c->words.at[i], "-x") == 0 && i + 1 < c->words.n)
            i++;
        else if (strncmp(c->words.at[i], "-x", 2) != 0)
            VEC_PUSH(&a, c->words.at[i]);
    }
    if (c->said_c) {
        VEC_PUSH(&a, "-x");
        VEC_PUSH(&a, "c");
    }
    VEC_PUSH(&a, NULL);
    return (char **)a.at;
}

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

static enum outcome generate_lexed(struct wrapper *w, struct unit *u, struct text *code)
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
    return u->errors ? FAILED : GENERATED;
}

static enum outcome generate_source(struct wrapper *w, struct source *s)
{
    struct unit u = {
        .path = is_stdin(s) ? "<stdin>" : s->path, .from_stdin = is_stdin(s), .wrapped = true,
        .no_warnings = w->c.no_warnings, .warnings_are_errors = w->c.warnings_are_errors
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
    return generate_lexed(w, &u, &s->code);
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
    execvp(w->o->cc[0], w->o->cc);
    complain("cannot run %s: %s", w->o->cc[0], strerror(errno));
    return errno == ENOENT ? 127 : 126;
}

/* ---- names ------------------------------------------------------------------------------------ */

static const char *base_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The name without its ending, if it has one. */
static const char *stem_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && dot > base_of(path) ? intern(path, (size_t)(dot - path)) : path;
}

static const char *undotted(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        for (path += 2; *path == '/'; path++)
            ;
    return path;
}

/* What the command writes; NULL: not one file. */
static const char *output_of(const struct command *c, const struct source *s)
{
    if (c->output)
        return c->output;
    switch (c->makes) {
    case MAKES_PROGRAM: return "a.out";
    case MAKES_OBJECT: return intern_format("%s.o", stem_of(base_of(s->path)));
    case MAKES_ASSEMBLY: return intern_format("%s.s", stem_of(base_of(s->path)));
    default: return NULL;
    }
}

static bool is_device(const char *path)
{
    struct stat st;
    return strcmp(path, "-") == 0 || (lstat(path, &st) == 0 && !S_ISREG(st.st_mode));
}

/* Options like -ffile-prefix-map that the user gave apply to what is mapped, too. */
static const char *mapped(const struct command *c, const char *path)
{
    static const char *const options[] = { "-ffile-prefix-map=", "-fdebug-prefix-map=" };
    for (size_t i = c->words.n; i-- > 1; )
        for (size_t k = 0; k < 2; k++) {
            size_t n = strlen(options[k]);
            const char *old = c->words.at[i] + n, *equals;
            if (strncmp(c->words.at[i], options[k], n) != 0 || !(equals = strchr(old, '=')))
                continue;
            if (strncmp(path, old, (size_t)(equals - old)) == 0)
                return intern_format("%s%s", equals + 1, path + (equals - old));
        }
    return path;
}

/* ---- what named the generated file ----------------------------------------------------------- */

static const char *escaped(const char *path, const char *which, const char *with)
{
    struct text t = { NULL, 0, 0 };
    for (; *path; path++) {
        if (*path == '$' && *with != '"')
            text_puts(&t, "$");
        else if (strchr(which, *path))
            text_puts(&t, "\\");
        text_add(&t, path, 1);
    }
    return intern(t.bytes, t.n);
}

static const char *for_make(const char *path) { return escaped(undotted(path), " #", " "); }
static const char *quoted(const char *path) { return intern_format("\"%s\"", escaped(path, "\"\\", "\"")); }

static bool replace_all(struct text *t, const char *from, const char *to)
{
    struct text out = { NULL, 0, 0 };
    const char *at = t->bytes, *found;
    while ((found = strstr(at, from))) {
        text_add(&out, at, (size_t)(found - at));
        text_puts(&out, to);
        at = found + strlen(from);
    }
    if (at == t->bytes)
        return false;
    text_puts(&out, at);
    *t = out;
    return true;
}

/* Names in this file the user's sources where it names what we made of them. */
static void rename_in(const struct wrapper *w, const char *path, const char *(*spelled)(const char *))
{
    struct text t = { NULL, 0, 0 };
    struct stat st;
    bool any = false;
    if (stat(path, &st) < 0 || !S_ISREG(st.st_mode) || !read_file(path, &t))
        return;
    for (size_t i = 0; i < w->sources.n; i++) {
        const struct source *s = &w->sources.at[i];
        if (s->temporary)
            any |= replace_all(&t, spelled(s->temporary), spelled(s->path));
    }
    if (any && !temporary_write(path, &t))
        complain("%s: %s", path, strerror(errno));
}

/* Compilers do not agree on how a depfile is called that was given no name. */
static void rename_in_depfiles(const struct wrapper *w)
{
    const char *stem = w->c.output ? stem_of(w->c.output) : "a";
    if (w->c.fragment)
        rename_in(w, w->c.fragment, quoted);
    if (!w->c.depends)
        return;
    if (w->c.depfile) {
        rename_in(w, w->c.depfile, for_make);
        return;
    }
    rename_in(w, intern_format("%s.d", stem), for_make);
    for (size_t i = 0; i < w->sources.n; i++) {
        const char *base = stem_of(base_of(w->sources.at[i].path));
        rename_in(w, intern_format("%s.d", base), for_make);
        rename_in(w, intern_format("%s-%s.d", stem, base), for_make);
    }
}

/* -E: gives standard output what the compiler has written for it. */
static bool show(const char *path)
{
    struct text t = { NULL, 0, 0 };
    return read_file(path, &t) && fwrite(t.bytes, 1, t.n, stdout) == t.n && fflush(stdout) == 0;
}

/* ---- running it with what was generated --------------------------------------------------- */

static bool write_code(struct wrapper *w)
{
    for (size_t i = 0; i < w->sources.n; i++) {
        struct source *s = &w->sources.at[i];
        if (s->outcome != GENERATED || is_stdin(s))
            continue;
        s->temporary = undotted(intern_format("%s/%s", w->folder, base_of(s->path)));
        if (!temporary_write(s->temporary, &s->code)) {
            complain("%s: %s", s->temporary, strerror(errno));
            return false;
        }
    }
    return true;
}

static void add_word(const struct wrapper *w, struct arguments *a, size_t word)
{
    const struct source *s = NULL;
    for (size_t i = 0; i < w->sources.n; i++)
        if (w->sources.at[i].word == word)
            s = &w->sources.at[i];
    bool object = s && s->object;
    if (object && w->c.said_c)
        VEC_PUSH(a, "-xnone");
    VEC_PUSH(a, object ? s->object : s && s->temporary ? s->temporary : w->c.words.at[word]);
    if (object && w->c.said_c)
        VEC_PUSH(a, "-xc");
}

static void add_maps(const struct wrapper *w, struct arguments *a)
{
    for (size_t i = 0; w->gnu && i < w->sources.n; i++) {
        const struct source *s = &w->sources.at[i];
        if (s->temporary)
            VEC_PUSH(a, intern_format("-ffile-prefix-map=%s=%s", s->temporary, mapped(&w->c, s->path)));
    }
}

static void add_folder(const struct wrapper *w, struct arguments *a)
{
    for (size_t i = 0; i < w->sources.n; i++)
        if (w->sources.at[i].temporary) {
            VEC_PUSH(a, w->gnu ? "-iquote" : "-I");
            VEC_PUSH(a, folder_of(w->sources.at[i].path));
            return;
        }
}

/* The command with the generated files in place of their sources; shown: with -E, where
 * the text goes that is meant for standard output. */
static struct arguments final_command(const struct wrapper *w, const char *shown)
{
    struct arguments a = { NULL, 0, 0 };
    bool mapped_already = false;
    for (size_t i = 0; i < w->c.words.n; i++) {
        if (i == w->c.first)
            add_folder(w, &a);
        if (strcmp(w->c.words.at[i], "--") == 0 && !mapped_already) {
            add_maps(w, &a);
            mapped_already = true;
        }
        add_word(w, &a, i);
    }
    if (!mapped_already)
        add_maps(w, &a);
    if (shown) {
        VEC_PUSH(&a, "-o");
        VEC_PUSH(&a, shown);
    }
    VEC_PUSH(&a, NULL);
    return a;
}

/* What came out of a response file may be too long for a command line. */
static bool put_in_response(const struct wrapper *w, struct arguments *a)
{
    struct text t = { NULL, 0, 0 };
    const char *path = intern_format("%s/arguments", w->folder);
    for (size_t i = w->c.first; a->at[i]; i++)
        text_printf(&t, "\"%s\"\n", escaped(a->at[i], "\"\\", "\""));
    if (!temporary_write(path, &t))
        return false;
    a->at[w->c.first] = intern_format("@%s", path);
    a->at[w->c.first + 1] = NULL;
    return true;
}

static FILE *input_of(const struct wrapper *w)
{
    for (size_t i = 0; i < w->sources.n; i++) {
        const struct source *s = &w->sources.at[i];
        const struct text *t = s->outcome == GENERATED ? &s->code : &s->text;
        if (is_stdin(s))
            return temporary_stream(t->bytes, t->n);
    }
    return NULL;
}

/* Returns the compiler's status, -1 after a message. */
static int run_in_folder(struct wrapper *w)
{
    bool text = w->c.makes == MAKES_TEXT;
    const char *shown = text && (!w->c.output || strcmp(w->c.output, "-") == 0) ? intern_format("%s/text.i", w->folder) : NULL;
    struct child_streams streams = { input_of(w), NULL };
    struct arguments a = final_command(w, shown);
    if (w->c.has_response && !put_in_response(w, &a))
        return -1;
    int status = child_instead((char **)a.at, &streams);
    if (status < 0)
        complain("cannot run %s: %s", a.at[0], strerror(errno));
    rename_in_depfiles(w);
    if (text)
        rename_in(w, shown ? shown : w->c.output, quoted);
    if (shown && status == 0 && !show(shown))
        return -1;
    return status;
}

static int run_generated(struct wrapper *w)
{
    const char *output = output_of(&w->c, &w->sources.at[0]);
    int status = -1;
    w->folder = temporary_folder(output && !is_device(output) ? undotted(intern_format("%s.cedec", output)) : NULL);
    if (!w->folder)
        complain("cannot make a folder for the generated code: %s", strerror(errno));
    else if (write_code(w))
        status = run_in_folder(w);
    temporary_remove(w->folder);
    return status;
}

/* ---- sources in different folders -------------------------------------------------------------- */

static bool one_folder(const struct wrapper *w)
{
    const char *folder = intern_string(folder_of(w->sources.at[0].path));
    for (size_t i = 1; i < w->sources.n; i++)
        if (intern_string(folder_of(w->sources.at[i].path)) != folder)
            return false;
    return true;
}

/* The command that makes source number `which` alone. */
static struct wrapper part_of(const struct wrapper *w, size_t which, struct arguments a)
{
    struct wrapper part = *w;
    VEC_PUSH(&a, NULL);
    memset(&part.sources, 0, sizeof part.sources);
    part.c = command_read((char **)a.at);
    part.c.has_response = w->c.has_response;
    VEC_PUSH(&part.sources, w->sources.at[which]);
    part.sources.at[0].word = part.c.sources.at[0];
    return part;
}

static struct arguments without_others(const struct wrapper *w, size_t which)
{
    struct arguments a = { NULL, 0, 0 };
    size_t k = 0;
    for (size_t i = 0; i < w->c.words.n; i++) {
        bool source = k < w->sources.n && w->sources.at[k].word == i;
        if (!source || k == which)
            VEC_PUSH(&a, w->c.words.at[i]);
        k += source;
    }
    return a;
}

/* -c, -S and -E: one after the other, as the compiler does; the first failure is the status. */
static int run_parts(struct wrapper *w)
{
    int status = 0;
    for (size_t i = 0; i < w->sources.n; i++) {
        struct wrapper part = part_of(w, i, without_others(w, i));
        int s = run_generated(&part);
        status = status ? status : s;
    }
    return status;
}

/* As gcc names them for a program of several sources. */
static void add_depends(const struct wrapper *w, struct arguments *a, const struct source *s)
{
    static const char *const options[] = { "-MD", "-MMD", "-MP", NULL };
    const char *base = stem_of(base_of(s->path));
    if (!w->c.depends)
        return;
    for (size_t i = 1; i < w->c.words.n; i++)
        for (const char *const *option = options; *option; option++)
            if (strcmp(w->c.words.at[i], *option) == 0)
                VEC_PUSH(a, *option);
    VEC_PUSH(a, "-MF");
    VEC_PUSH(a, w->c.depfile ? w->c.depfile : w->c.output ? intern_format("%s.d", stem_of(w->c.output)) : intern_format("a-%s.d", base));
    VEC_PUSH(a, "-MQ");
    VEC_PUSH(a, w->c.output ? w->c.output : intern_format("%s.o", base));
}

static int make_object(struct wrapper *w, size_t which, const char *object)
{
    struct arguments a = { NULL, 0, 0 };
    char **words = without_sources(&w->c);
    VEC_PUSH(&a, words[0]);
    command_copy(&a, words);
    add_depends(w, &a, &w->sources.at[which]);
    VEC_PUSH(&a, "-c");
    VEC_PUSH(&a, "-o");
    VEC_PUSH(&a, object);
    VEC_PUSH(&a, w->sources.at[which].path);
    struct wrapper part = part_of(w, which, a);
    return run_generated(&part);
}

/* A program: objects of the generated ones first, then all of it with these. */
static int link_parts(struct wrapper *w)
{
    const char *output = output_of(&w->c, &w->sources.at[0]);
    int status = 0;
    const char *folder = temporary_folder(is_device(output) ? NULL : intern_format("%s.cedec", output));
    if (!folder) {
        complain("cannot make a folder for the generated code: %s", strerror(errno));
        return -1;
    }
    for (size_t i = 0; i < w->sources.n && status == 0; i++) {
        const char *object = intern_format("%s/%d.o", folder, (int)i);
        if (w->sources.at[i].outcome != GENERATED)
            continue;
        status = make_object(w, i, object);
        w->sources.at[i].object = object;
    }
    w->folder = folder;
    if (status == 0)
        status = run_in_folder(w);
    temporary_remove(folder);
    return status;
}

/* ---- the command ------------------------------------------------------------------------------------ */

/* As compilers do when they fail. */
static void remove_output(const struct wrapper *w, const struct source *s)
{
    const char *output = w->c.makes == MAKES_PROGRAM ? NULL : output_of(&w->c, s);
    if (output && !is_device(output))
        remove(output);
}

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
    struct wrapper w = { .o = o, .c = command_read(o->cc) };
    bool any = false;
    int status;
    for (size_t i = 0; i < w.c.sources.n && w.c.makes != MAKES_ANSWERS; i++)
        VEC_PUSH(&w.sources, ((struct source){ .word = w.c.sources.at[i], .path = w.c.words.at[w.c.sources.at[i]] }));
    if (!generate_sources(&w, &any))
        child_end_as(w.status);
    if (!any)
        return run_plain(&w);
    child_hold();
    if (one_folder(&w))
        status = run_generated(&w);
    else
        status = w.c.makes == MAKES_PROGRAM ? link_parts(&w) : run_parts(&w);
    child_end_as(status);
    return 0;
}
