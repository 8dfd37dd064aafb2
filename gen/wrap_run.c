/* wrap_run.c: a compile command, run with what was generated in its sources' place.
 *
 * In:   the command, and the text of each source that has async functions.
 * Out:  what the compiler makes of it.
 *
 * Each text is written to a folder of its own, under its source's base name (so that names
 * which the compiler derives from it are right), and the command is run with that file
 * in the source's place.
 *
 * Always:
 *   1. messages, __FILE__ and debug information name the user's file: the generated
 *      text says so with #line, and its own name is mapped to the user's; depfiles and
 *      -E text, which know neither, are corrected;
 *   2. "x.h" is found as from the user's file: its folder is the first of -iquote, and
 *      sources in different folders are compiled by a command each;
 *   3. the folder is beside the output, so its name is the same from run to run and a
 *      compiler cache in front knows it again; it is gone when we end, but by SIGKILL.
 * Allocates in the arena. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L         /* lstat */
#endif

#include "wrap.h"

#include "child.h"
#include "parse.h"
#include "temporary.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* ---- the command's parts ------------------------------------------------------------------- */

bool is_stdin(const struct source *s)
{
    return strcmp(s->path, "-") == 0;
}

/* The command without its sources: a source under -x c has no ending that tells. */
char **without_sources(const struct command *c)
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

void remove_output(const struct wrapper *w, const struct source *s)
{
    const char *output = w->c.makes == MAKES_PROGRAM ? NULL : output_of(&w->c, s);
    if (output && !is_device(output))
        remove(output);
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

/* -E: gives a device, or standard output, what the compiler has written for it. */
static bool show(const char *path, const char *output)
{
    struct text t = { NULL, 0, 0 };
    if (!read_file(path, &t))
        return false;
    if (output && strcmp(output, "-") != 0)
        return temporary_write(output, &t);
    return fwrite(t.bytes, 1, t.n, stdout) == t.n && fflush(stdout) == 0;
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

/* Behind the user's options: of several maps the last one counts. */
static void add_options(const struct wrapper *w, struct arguments *a, const char *shown)
{
    for (size_t i = 0; w->gnu && i < w->sources.n; i++) {
        const struct source *s = &w->sources.at[i];
        if (s->temporary)
            VEC_PUSH(a, intern_format("-ffile-prefix-map=%s=%s", s->temporary, mapped(&w->c, s->path)));
    }
    if (shown) {
        VEC_PUSH(a, "-o");
        VEC_PUSH(a, shown);
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

/* Where options end: behind "--" there are only names. */
static size_t end_of_options(const struct command *c)
{
    size_t i = c->first;
    while (i < c->words.n && strcmp(c->words.at[i], "--") != 0)
        i++;
    return i;
}

/* The command with the generated files in place of their sources; shown: with -E, where
 * the text goes that is meant for a device. */
static struct arguments final_command(const struct wrapper *w, const char *shown)
{
    struct arguments a = { NULL, 0, 0 };
    size_t end = end_of_options(&w->c);
    for (size_t i = 0; i <= w->c.words.n; i++) {
        const char *word = w->c.words.at[i];
        if (i == w->c.first)
            add_folder(w, &a);
        if (i == end)
            add_options(w, &a, shown);
        if (shown && i < end && strncmp(word, "-o", 2) == 0)
            i += word[2] == 0;
        else if (word)
            add_word(w, &a, i);
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
    const char *shown = text && (!w->c.output || is_device(w->c.output)) ? intern_format("%s/text.i", w->folder) : NULL;
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
    if (shown && status == 0 && !show(shown, w->c.output))
        return -1;
    return status;
}

static int run_together(struct wrapper *w)
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
    part.c = command_read((char **)a.at, &part.warn);
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
        int s = run_together(&part);
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
    return run_together(&part);
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

/* ---- all of it -------------------------------------------------------------------------------- */

int run_generated(struct wrapper *w)
{
    if (one_folder(w))
        return run_together(w);
    return w->c.makes == MAKES_PROGRAM ? link_parts(w) : run_parts(w);
}
