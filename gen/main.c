/* main.c: the command line of cedec, and the order of its passes.
 *
 *     cedec FILE.c -o OUT.c -- cc -Iinclude -DX
 *
 * Exit status: 0 done, 1 something is wrong with the file and was reported, 2 with
 * the command line. OUT.c is written under another name and renamed at the end, and
 * what an earlier run left is removed first: a failed run leaves no output. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L         /* getpid, lstat */
#endif

#include "command.h"
#include "generate.h"
#include "linked.h"
#include "parse.h"
#include "temporary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef CEDE_VERSION
#define CEDE_VERSION "0.1.0"            /* the build system knows better */
#endif

enum { EXIT_WRONG = 1, EXIT_USAGE = 2 };

static const char help_text[] =
    "usage: cedec --wrap COMPILER ARGUMENTS...\n"
    "       cedec FILE.c [-o OUT.c] [options] [-- COMPILER ARGUMENTS...]\n"
    "       cedec sizes [--check] [--budget FN=BYTES] FILE...\n"
    "\n"
    "The first form is the compiler with async added: make CC=\"cedec --wrap gcc\".\n"
    "\n"
    "The second one writes OUT.c: FILE.c with each async function made into a struct\n"
    "and a state machine in C99. COMPILER ARGUMENTS is the command that compiles FILE.c;\n"
    "it is run as preprocessor. Without it: cc.\n"
    "\n"
    "The third one reads objects, archives and linked programs, and prints what async\n"
    "functions need in all of them, static tasks, and RAM. With --check it prints only\n"
    "static tasks whose blocks are too small.\n"
    "\n"
    "  -o OUT.c              where the result goes; standard output without it\n"
    "  --check               only report what is wrong\n"
    "  --emit=c|sizes|dot    what to write: C, what the frames take and why, or the state\n"
    "                        machines as a graph for graphviz\n"
    "  --budget FN=BYTES     an error where FN takes more with all that it awaits\n"
    "  --no-line             no #line directives: errors and debuggers show OUT.c\n"
    "  -Wno-NAME             leave this warning out; -Wno-async: all; cedec(1) has the names\n"
    "  -Werror=NAME          this warning is an error; -Werror: all\n"
    "  --depfile FILE.d      write the files that OUT.c depends on, for make and ninja\n"
    "  --preprocessed FILE   take FILE for the preprocessed text; no compiler is run\n"
    "  --fill-dead           overwrite frame members that are dead at each suspension\n"
    "  --poison-dead         the same, by poisoning them for AddressSanitizer\n"
    "  --dump=tokens|tree    print what a pass made, and stop\n"
    "  --help, --version\n";

/* ---- the command line ------------------------------------------------------------ */

static void usage_error(const char *what, const char *word)
{
    complain("%s%s", what, word);
    fputs("cedec --help lists the options\n", stderr);
    exit(EXIT_USAGE);
}

static void say_and_end(const char *text)
{
    fputs(text, stdout);
    exit(fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_WRONG);
}

/* What stands behind "name=" in the word; NULL: it is another option. */
static const char *value_of(const char *word, const char *name)
{
    size_t n = strlen(name);
    return strncmp(word, name, n) == 0 && word[n] == '=' ? word + n + 1 : NULL;
}

static const char *choice(const char *word, const char *value, const char *const *choices)
{
    for (; *choices; choices++)
        if (strcmp(value, *choices) == 0)
            return value;
    usage_error("no such choice: ", word);
    return NULL;
}

/* The argument of an option in the next word. */
static const char *next_word(char ***at)
{
    if (!(*at)[1])
        usage_error("something is missing behind ", **at);
    return *++*at;
}

/* FUNCTION=BYTES */
static void add_budget(struct options *o, const char *value)
{
    const char *is = strchr(value, '=');
    char *end;
    struct budget b;
    if (!is || is == value || is[1] < '0' || is[1] > '9')
        usage_error("not FUNCTION=BYTES: ", value);
    b.function = intern(value, (size_t)(is - value));
    b.bytes = strtol(is + 1, &end, 10);
    if (*end)
        usage_error("not FUNCTION=BYTES: ", value);
    VEC_PUSH(&o->budgets, b);
}

static bool is_flag(struct options *o, const char *word)
{
    if (strcmp(word, "--check") == 0)
        return o->check = true;
    if (strcmp(word, "--no-line") == 0)
        return o->no_line = true;
    if (strcmp(word, "--fill-dead") == 0)
        return o->fill_dead = true;
    if (strcmp(word, "--poison-dead") == 0)
        return o->poison_dead = true;
    return false;
}

static void parse_option(struct options *o, char ***at)
{
    static const char *const dumps[] = { "tokens", "tree", NULL };
    static const char *const emits[] = { "c", "sizes", "dot", NULL };
    const char *word = **at, *value;
    if (strcmp(word, "--help") == 0)
        say_and_end(help_text);
    else if (strcmp(word, "--version") == 0)
        say_and_end("cedec " CEDE_VERSION "\n");
    else if (strcmp(word, "-o") == 0)
        o->output = next_word(at);
    else if (strcmp(word, "--depfile") == 0)
        o->depfile = next_word(at);
    else if (strcmp(word, "--preprocessed") == 0)
        o->preprocessed = next_word(at);
    else if ((value = value_of(word, "--preprocessed")))
        o->preprocessed = value;
    else if ((value = value_of(word, "--dump")))
        o->dump = choice(word, value, dumps);
    else if ((value = value_of(word, "--emit")))
        o->emit = choice(word, value, emits);
    else if (strcmp(word, "--budget") == 0)
        add_budget(o, next_word(at));
    else if ((value = value_of(word, "--budget")))
        add_budget(o, value);
    else if (word[1] == 'W' || strcmp(word, "-w") == 0)
        warning_read_own(&o->warn, word);
    else if (!is_flag(o, word))
        usage_error("unknown option ", word);
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The name cedec-gcc is short for cedec --wrap gcc: compiler caches and editors take
 * it for a compiler. */
static const char *wrapped_name(const char *program)
{
    static const char prefix[] = "cedec-";
    const char *slash = strrchr(program, '/'), *name = slash ? slash + 1 : program;
    return strncmp(name, prefix, strlen(prefix)) == 0 ? name + strlen(prefix) : NULL;
}

/* Behind --wrap everything is the compiler's. */
static struct options parse_wrap(struct options o, char **cc)
{
    if (!*cc)
        usage_error("which compiler behind ", "--wrap?");
    if (o.input || o.output || o.depfile || o.preprocessed || o.dump)
        usage_error("--wrap takes the compiler's options, and of cedec's own only flags", "");
    o.wrapped = true;
    o.cc = cc;
    return o;
}

static struct options parse_command_line(char **argv)
{
    static char *plain_cc[] = { "cc", NULL };
    struct options o = { .cc = plain_cc, .emit = "c" };
    const char *compiler = wrapped_name(argv[0]);
    if (compiler) {
        argv[0] = (char *)compiler;
        return parse_wrap(o, argv);
    }
    for (char **at = argv + 1; *at; at++) {
        if (strcmp(*at, "--wrap") == 0)
            return parse_wrap(o, at + 1);
        if (strcmp(*at, "--") == 0) {
            if (at[1])
                o.cc = command_without_ours(at + 1, &o.warn);
            break;
        }
        if ((*at)[0] == '-')
            parse_option(&o, &at);
        else if (o.input)
            usage_error("one file at a time: ", *at);
        else
            o.input = *at;
    }
    if (!o.input)
        usage_error("which file?", "");
    if (o.depfile && !o.output)
        usage_error("--depfile needs -o", "");
    if (o.output && same_file(o.input, o.output))
        usage_error("the output would replace the input: ", o.output);
    return o;
}

/* ---- the output ------------------------------------------------------------------------- */

/* Devices, pipes and links are written to as they are; a regular file, or a new
 * one, is replaced when it is complete. */
static bool is_replaceable(const char *path)
{
    struct stat s;
    return lstat(path, &s) < 0 || S_ISREG(s.st_mode);
}

static bool replace_file(const char *path, const struct text *out)
{
    const char *unfinished = intern_format("%s.%ld.tmp", path, (long)getpid());
    if (temporary_write(unfinished, out) && rename(unfinished, path) == 0)
        return true;
    int error = errno;
    remove(unfinished);
    errno = error;
    return false;
}

static bool write_output(const char *path, const struct text *out)
{
    bool written;
    if (!path)
        written = fwrite(out->bytes, 1, out->n, stdout) == out->n && fflush(stdout) == 0;
    else if (is_replaceable(path))
        written = replace_file(path, out);
    else
        written = temporary_write(path, out);
    if (!written)
        complain("%s: %s", path ? path : "standard output", strerror(errno));
    return written;
}

/* A name as make and ninja read it. */
static void add_escaped(struct text *t, const char *name)
{
    for (; *name; name++) {
        if (*name == ' ' || *name == '#')
            text_puts(t, "\\");
        else if (*name == '$')
            text_puts(t, "$");
        text_add(t, name, 1);
    }
}

static bool write_depfile(const struct unit *u, const struct options *o)
{
    struct text t = { NULL, 0, 0 };
    add_escaped(&t, o->output);
    text_puts(&t, ":");
    for (size_t i = 0; i < u->files.n; i++) {
        const char *name = u->files.at[i]->name;
        size_t n = strlen(name);
        if (n == 0 || name[0] == '<' || name[n - 1] == '/')     /* <built-in>, the working directory */
            continue;
        text_puts(&t, " ");
        add_escaped(&t, name);
    }
    text_puts(&t, "\n");
    return write_output(o->depfile, &t);
}

int main(int argc, char **argv)
{
    struct text out = { NULL, 0, 0 };
    if (argc < 1)
        return EXIT_USAGE;
    if (argc > 1 && strcmp(argv[1], "sizes") == 0)
        return linked_sizes(argv + 2);
    struct options o = parse_command_line(argv);
    if (o.wrapped)
        return wrap(&o);
    struct unit u = { .path = o.input, .warn = &o.warn };
    if (o.output && is_replaceable(o.output))
        remove(o.output);
    if (!generate(&u, &o, &out))
        return EXIT_WRONG;
    if (o.check || (o.dump && !out.n))
        return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_WRONG;
    if (o.depfile && !write_depfile(&u, &o))
        return EXIT_WRONG;
    return write_output(o.output, &out) ? EXIT_SUCCESS : EXIT_WRONG;
}
