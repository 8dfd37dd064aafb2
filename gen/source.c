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
#define _POSIX_C_SOURCE 200809L         /* posix_spawnp, pipe */
#endif

#include "parse.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

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

bool file_load(struct file *f)
{
    struct text t = { NULL, 0, 0 };
    if (f->bytes)
        return true;
    if (f->name[0] == '<' || !read_file(f->name, &t))
        return false;
    f->bytes = t.bytes;
    f->n = t.n;
    index_lines(f);
    return true;
}

bool source_load(struct unit *u)
{
    u->main = NEW(struct file);
    u->main->name = intern_string(u->path);
    u->main->main = true;
    if (file_load(u->main))
        return true;
    complain("%s: %s", u->path, strerror(errno));
    return false;
}

/* ---- the command ------------------------------------------------------------------ */

struct arguments { const char **at; size_t n, cap; };

static bool begins_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool one_of(const char *s, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(s, *list) == 0)
            return true;
    return false;
}

/* Options whose argument is the next word. */
static bool drops_with_argument(const char *s)
{
    static const char *const list[] = { "-o", "-MF", "-MT", "-MQ", "-MJ", "-l", "-L", "-u", "-z", "-T", "-e",
                                        "-Xlinker", "-Xassembler", "-dumpbase", "-dumpdir", "-dumpbase-ext", NULL };
    return one_of(s, list);
}

static bool keeps_with_argument(const char *s)
{
    static const char *const list[] = { "-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote", "-idirafter",
                                        "-iprefix", "-iwithprefix", "-iwithprefixbefore", "-isysroot", "--sysroot",
                                        "-x", "-B", "-arch", "-target", "-Xpreprocessor", "-Xclang", "--param",
                                        "-A", "-F", "-iframework", "-mllvm", "-gcc-toolchain", NULL };
    return one_of(s, list);
}

/* What would make something else than preprocessed text with line markers. */
static bool drops(const char *s)
{
    static const char *const list[] = { "-c", "-S", "-E", "-P", "-C", "-CC", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG",
                                        "-H", "-v", "-###", "-", "--", "-fsyntax-only", "-fdirectives-only",
                                        "-fpreprocessed", "-frewrite-includes", "-save-temps", NULL };
    return one_of(s, list) || begins_with(s, "-o") || begins_with(s, "-MF") || begins_with(s, "-MT")
        || begins_with(s, "-MQ") || begins_with(s, "-Wp,-M") || begins_with(s, "-Wl,") || begins_with(s, "-Wa,")
        || begins_with(s, "-l") || begins_with(s, "-L") || begins_with(s, "-save-temps=")
        || (begins_with(s, "-d") && s[2] && strspn(s + 2, "MDNIUt") == strlen(s + 2));
}

/* Only by its ending: in `ccache gcc -c foo.c` the second word is no source. */
static bool is_input(const char *s)
{
    static const char *const list[] = { ".c", ".i", ".o", ".a", ".s", ".S", ".so", ".lo", ".la", ".obj", NULL };
    const char *dot = strrchr(s, '.');
    return s[0] != '-' && s[0] != '@' && dot && one_of(dot, list);
}

static void copy_arguments(struct arguments *out, char **cc)
{
    for (; *cc; cc++) {
        if (drops_with_argument(*cc)) {
            if (cc[1])
                cc++;
        } else if (keeps_with_argument(*cc)) {
            VEC_PUSH(out, *cc);
            if (cc[1])
                VEC_PUSH(out, *++cc);
        } else if (!drops(*cc) && !is_input(*cc)) {
            VEC_PUSH(out, *cc);
        }
    }
}

/* `cc[0] … -E -dD -DCEDE__CEDEC=1 FILE.c`, NULL-terminated. */
static struct arguments preprocessor_command(struct unit *u, char **cc, bool macros)
{
    struct arguments a = { NULL, 0, 0 };
    VEC_PUSH(&a, cc[0]);
    copy_arguments(&a, cc + 1);
    VEC_PUSH(&a, "-E");
    if (macros)
        VEC_PUSH(&a, "-dD");
    VEC_PUSH(&a, "-DCEDE__CEDEC=1");
    VEC_PUSH(&a, u->path);
    VEC_PUSH(&a, NULL);
    return a;
}

/* ---- the run ------------------------------------------------------------------------ */

/* Starts the command with its output in a pipe and its messages in `messages`, or
 * in our own standard error where that is NULL. Returns the pipe, or -1 with errno. */
static int start(char **argv, FILE *messages, pid_t *child)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    if (pipe(ends) < 0)
        return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);    /* the child has its end as standard output only */
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    if (messages)
        posix_spawn_file_actions_adddup2(&actions, fileno(messages), 2);
    int error = posix_spawnp(child, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (!error)
        return ends[0];
    close(ends[0]);
    errno = error;
    return -1;
}

static int wait_for(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* Returns the status of the command, as of wait(); -1: it could not be started. */
static int run(char **argv, FILE *messages, struct text *out)
{
    pid_t child;
    int fd = start(argv, messages, &child);
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "rb");
    if (!stream)
        return -1;
    out->n = 0;
    bool read = read_stream(stream, out);
    fclose(stream);
    int status = wait_for(child);
    return read ? status : -1;
}

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

/* Asks for macros first. A compiler that does not know how to print them fails, as
 * it does for any error in the file; the second run, without, tells which, and its
 * messages are the user's. */
const char *source_preprocess(struct unit *u, char **cc, size_t *n)
{
    struct text out = { NULL, 0, 0 };
    struct arguments a = preprocessor_command(u, cc, true);
    FILE *unseen = tmpfile();
    int status = run((char **)a.at, unseen, &out);
    if (unseen)
        fclose(unseen);
    if (status > 0) {
        a = preprocessor_command(u, cc, false);
        status = run((char **)a.at, NULL, &out);
    }
    if (status != 0) {
        say_failed(&a, status);
        return NULL;
    }
    if (out.n == 0) {
        complain("the preprocessor printed nothing: is %s a C compiler?", a.at[0]);
        return NULL;
    }
    *n = out.n;
    return out.bytes;
}

/* ---- to assembly -------------------------------------------------------------------------- */

static const char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? intern(path, (size_t)(slash - path)) : ".";
}

static bool write_file(const char *path, const struct text *t)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return false;
    bool written = fwrite(t->bytes, 1, t->n, f) == t->n;
    return (fclose(f) == 0) & written;
}

bool source_assemble(struct unit *u, char **cc, const struct text *c, struct text *assembly)
{
    const char *temp = getenv("TMPDIR"), *path;
    struct arguments a = { NULL, 0, 0 };
    path = intern_format("%s/cedec-%ld.c", temp && *temp ? temp : "/tmp", (long)getpid());
    if (!write_file(path, c)) {
        complain("%s: %s", path, strerror(errno));
        return false;
    }
    VEC_PUSH(&a, cc[0]);
    copy_arguments(&a, cc + 1);
    VEC_PUSH(&a, "-w");
    VEC_PUSH(&a, "-fno-lto");
    VEC_PUSH(&a, "-iquote");
    VEC_PUSH(&a, folder_of(u->path));
    VEC_PUSH(&a, "-S");
    VEC_PUSH(&a, "-o");
    VEC_PUSH(&a, "-");
    VEC_PUSH(&a, path);
    VEC_PUSH(&a, NULL);
    int status = run((char **)a.at, NULL, assembly);
    remove(path);
    if (status == 0)
        return true;
    complain("the compiler that was to tell the sizes failed");
    return false;
}
