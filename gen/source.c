/* source.c: reads files, and runs the user's compiler as preprocessor.
 *
 * In:   FILE.c and the compile command as it is used for the build.
 * Out:  the file's bytes with an index of its lines; the preprocessed text.
 *
 * The preprocessor sees what the compiler would see, plus -DCEDE__CEDEC=1; what
 * makes output, dependencies or a change of format is left out of the command. Its
 * messages are shown only when it fails: what it warns about is told once more when
 * the generated file is compiled, which has the same includes and macros.
 * Allocates in the arena. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L         /* WIFSIGNALED */
#endif

#include "parse.h"

#include "command.h"
#include "child.h"
#include "temporary.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* ---- files -------------------------------------------------------------------- */

static bool read_stream(FILE *stream, struct text *t)
{
    char buffer[16384];
    size_t n;
    while ((n = fread(buffer, 1, sizeof buffer, stream)) > 0)
        text_add(t, buffer, n);
    text_add(t, "", 0);
    return !ferror(stream);
}

bool read_file(const char *path, struct text *t)
{
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return false;
    bool read = read_stream(stream, t);
    int error = errno;
    fclose(stream);
    errno = error;
    return read;
}

static void index_lines(struct file *f)
{
    VEC_PUSH(&f->lines, (size_t)0);
    for (const char *p = f->bytes; (p = memchr(p, '\n', f->n - (size_t)(p - f->bytes))); )
        VEC_PUSH(&f->lines, (size_t)(++p - f->bytes));
}

void file_set(struct file *f, const struct text *t)
{
    f->bytes = t->bytes;
    f->n = t->n;
    index_lines(f);
}

bool file_load(struct file *f)
{
    struct text t = { NULL, 0, 0 };
    if (f->bytes)
        return true;
    if (f->name[0] == '<' || !read_file(f->name, &t))
        return false;
    file_set(f, &t);
    return true;
}

bool source_load(struct unit *u)
{
    if (!u->main) {
        u->main = NEW(struct file);
        u->main->name = intern_string(u->path);
        u->main->main = true;
    }
    if (file_load(u->main))
        return true;
    complain("%s: %s", u->path, strerror(errno));
    return false;
}

const char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash ? "." : slash == path ? "/" : intern(path, (size_t)(slash - path));
}

bool is_gnu(const struct unit *u)
{
    bool gnu = false;
    for (size_t i = 0; i < u->macros.n && u->macros.at[i].file->name[0] == '<'; i++) {
        if (strcmp(u->macros.at[i].name, "__GNUC__") == 0)
            gnu = true;
        else if (strcmp(u->macros.at[i].name, "__TINYC__") == 0)
            return false;
    }
    return gnu;
}

/* ---- the preprocessor ------------------------------------------------------------------ */

static void say_failed(const struct arguments *a, int status)
{
    struct text command = { NULL, 0, 0 };
    if (status < 0) {
        complain("cannot run %s: %s", a->at[0], strerror(errno));
        return;
    }
    for (size_t i = 0; a->at[i]; i++)
        text_printf(&command, "%s%s", i ? " " : "", a->at[i]);
    if (WIFSIGNALED(status))
        complain("the preprocessor was ended by signal %d: %s", WTERMSIG(status), command.bytes);
    else
        complain("the preprocessor failed: %s", command.bytes);
}

static struct arguments preprocessor(struct unit *u, char **cc, bool macros)
{
    static const char *const with_macros[] = { "-dD", "-DCEDE__CEDEC=1", NULL };
    return command_preprocessor(cc, with_macros + !macros, u->from_stdin ? "-" : u->path);
}

/* Of u->main, from standard input if it came from there. */
static int preprocess(struct unit *u, const struct arguments *a, FILE *messages, struct text *out)
{
    FILE *in = u->from_stdin ? temporary_stream(u->main->bytes, u->main->n) : NULL;
    struct child_streams streams = { in, messages };
    out->n = 0;
    int status = u->from_stdin && !in ? -1 : child_reading((char **)a->at, &streams, out);
    if (in)
        fclose(in);
    return status;
}

/* Asks for macros first. A compiler that does not know how to print them fails, as
 * it does for any error in the file; the second run, without, tells which, and its
 * messages are the user's. */
const char *source_preprocess(struct unit *u, char **cc, size_t *n)
{
    struct text out = { NULL, 0, 0 };
    struct arguments a = preprocessor(u, cc, true);
    FILE *unseen = tmpfile();
    u->status = preprocess(u, &a, unseen, &out);
    if (unseen)
        fclose(unseen);
    if (u->status > 0) {
        a = preprocessor(u, cc, false);
        u->status = preprocess(u, &a, NULL, &out);
    }
    if (u->status != 0) {
        if (!u->wrapped || u->status < 0)
            say_failed(&a, u->status);
        return NULL;
    }
    if (out.n == 0) {
        complain("the preprocessor printed nothing: is %s a C compiler?", a.at[0]);
        return NULL;
    }
    *n = out.n;
    return out.bytes;
}

/* ---- another text in the file's place ----------------------------------------------------- */

/* Writes this text into a folder of its own; NULL after a message. */
static const char *write_instead(const struct text *c)
{
    const char *folder = temporary_folder(NULL), *path = intern_format("%s/output.c", folder ? folder : "");
    if (folder && temporary_write(path, c))
        return folder;
    complain("%s: %s", path, strerror(errno));
    temporary_remove(folder);
    return NULL;
}

/* Runs the compiler on that text as if it stood in u->path. */
static bool run_instead(struct unit *u, char **cc, const char *const *more, const char *folder, FILE *messages, struct text *out)
{
    const struct child_streams streams = { NULL, messages };
    struct arguments a = { NULL, 0, 0 };
    VEC_PUSH(&a, cc[0]);
    command_copy(&a, cc);
    VEC_PUSH(&a, is_gnu(u) ? "-iquote" : "-I");
    VEC_PUSH(&a, folder_of(u->path));
    for (; *more; more++)
        VEC_PUSH(&a, *more);
    VEC_PUSH(&a, intern_format("%s/output.c", folder));
    VEC_PUSH(&a, NULL);
    return child_reading((char **)a.at, &streams, out) == 0;
}

bool source_preprocess_instead(struct unit *u, char **cc, const struct text *c, struct text *out)
{
    static const char *const more[] = { "-w", "-E", NULL };
    const char *folder = write_instead(c);
    FILE *unseen = tmpfile();
    bool done = folder && run_instead(u, cc, more, folder, unseen, out);
    if (unseen)
        fclose(unseen);
    temporary_remove(folder);
    return done;
}

/* The option that not every compiler has is tried first, and what is said then not shown. */
bool source_assemble(struct unit *u, char **cc, const struct text *c, struct text *assembly, struct text *stack)
{
    const char *folder = write_instead(c), *s = intern_format("%s/output.s", folder ? folder : "");
    const char *more[] = { "-w", "-fno-lto", "-S", "-o", s, "-fstack-usage", NULL };
    struct text nothing = { NULL, 0, 0 };
    FILE *unseen = tmpfile();
    bool done = folder && is_gnu(u) && run_instead(u, cc, more, folder, unseen, &nothing);
    if (unseen)
        fclose(unseen);
    if (done)
        read_file(intern_format("%s/output.su", folder), stack);
    more[5] = NULL;
    done = done || (folder && run_instead(u, cc, more, folder, NULL, &nothing));
    if (done && !read_file(s, assembly))
        done = false;
    if (folder && !done)
        complain("the compiler that was to tell the sizes failed");
    temporary_remove(folder);
    return done;
}
