/* keeps.c: which calls keep a copy of a pointer that they are given.
 *
 * Whoever is given the address of a local may leave it somewhere, and the local has to
 * stay where it is from then on. Not so with
 *   1. parameters that are declared noescape (CEDE_NOESCAPE);
 *   2. the functions of C and POSIX listed here, where a header of the system declares them:
 *      a function of that name may be anything where there is no such system;
 *   3. a static function of this file whose body shows it (keeps_body.c);
 * and then only if the call gives back no pointer, or nobody looks at it. A pointer that
 * is found in what the argument points to (an iovec's, a msghdr's) was given away where it
 * was stored. A wrong entry here is a wrong program: when in doubt it is left out. */
#include "keeps.h"
#include "parse_internal.h"
#include <string.h>

/* By argument: '.' not kept; 'e' not kept if the next one, the place of a pointer into
 * it, is null; '*' this and all that follow are not kept; 'f' a function that is called
 * with pointers into the others, and must not keep those; 'z' flags, which must be known
 * to have no MSG_ZEROCOPY, or the kernel goes on reading; '-' is no pointer, or kept. */
static const struct { const char *names, *arguments; } lists[] = {
    /* string.h */
    { "memset strlen strnlen bzero explicit_bzero", "." },
    { "memcpy memmove memcmp strcmp strncmp strcoll strcasecmp strncasecmp strcpy strncpy strcat strncat strspn strcspn strxfrm", ".." },
    /* stdio.h */
    { "printf fprintf dprintf sprintf snprintf scanf fscanf sscanf", "*" },
    { "puts perror remove", "." },
    { "fputs rename", ".." },
    { "fgets", ".-." },
    { "fread fwrite", ".--." },
    /* stdlib.h, inttypes.h */
    { "atoi atol atoll atof", "." },
    { "strtol strtoul strtoll strtoull strtof strtod strtold strtoimax strtoumax", "e." },
    { "qsort", ".--f" },
    { "setenv", ".." },
    { "unsetenv system mkstemp", "." },
    /* math.h */
    { "frexp frexpf frexpl modf modff modfl", "-." },
    { "remquo remquof remquol", "--." },
    /* time.h, sys/time.h */
    { "time mktime timegm timespec_get", "." },
    { "clock_gettime clock_getres clock_settime", "-." },
    { "gmtime_r localtime_r nanosleep gettimeofday", ".." },
    { "strftime", ".-.." },
    /* unistd.h, fcntl.h, sys/stat.h */
    { "open creat access unlink rmdir chdir mkdir chmod truncate pipe pipe2 gethostname", "." },
    { "openat unlinkat mkdirat read write pread pwrite fstat", "-." },
    { "stat lstat link symlink readlink", ".." },
    /* sys/socket.h, arpa/inet.h, poll.h, sys/select.h, sys/epoll.h */
    { "send", "-.-z" },
    { "sendto", "-.-z." },
    { "recv bind connect recvmsg", "-." },
    { "recvfrom", "-.--.." },
    { "accept accept4 getsockname getpeername inet_pton", "-.." },
    { "setsockopt socketpair", "---." },
    { "getsockopt", "---.." },
    { "inet_aton", ".." },
    { "poll", "." },
    { "select", "-...." },
    { "epoll_ctl", "---." },
    { "epoll_wait", "-." },
    /* signal.h, sys/random.h, termios.h */
    { "sigemptyset sigfillset sigaddset sigdelset sigismember getrandom getentropy", "." },
    { "sigprocmask pthread_sigmask sigaction", "-.." },
    { "tcgetattr", "-." },
    { "tcsetattr", "--." },
};

/* Compilers' own functions that are not those of C under another name. */
static const struct { const char *beginning, *end, *arguments; } builtins[] = {
    { "__builtin_", "_overflow", "--." },
    { "__builtin_prefetch", "", "." },
    { "__atomic_", "", "." },
    { "__c11_atomic_", "", "." },
    { "__sync_", "", "." },
};

enum { MSG_ZEROCOPY_BIT = 0x4000000 };

/* ---- the list ------------------------------------------------------------------- */

static bool begins(const char *s, const char *beginning)
{
    return strncmp(s, beginning, strlen(beginning)) == 0;
}

static bool ends(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static bool is_among(const char *names, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = strstr(names, name); at; at = strstr(at + 1, name))
        if ((at == names || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    return false;
}

/* What a function of that name does with its arguments; NULL: it is not listed. */
static const char *listed(const char *name)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (is_among(lists[i].names, name))
            return lists[i].arguments;
    return NULL;
}

/* The same of a builtin. */
static const char *builtin(const char *name)
{
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        if (begins(name, builtins[i].beginning) && ends(name, builtins[i].end))
            return builtins[i].arguments;
    if (begins(name, "__builtin___") && ends(name, "_chk"))     /* has sizes behind, or in between */
        return begins(name + strlen("__builtin___"), "mem") || begins(name + strlen("__builtin___"), "st") ? ".." : NULL;
    return begins(name, "__builtin_") ? listed(name + strlen("__builtin_")) : NULL;
}

static bool is_null(struct unit *u, struct expr *e)
{
    long long value;
    e = without_parens(e);
    return e->kind == E_CAST ? is_null(u, e->kids.at[0]) : expr_constant(u, e, &value) && value == 0;
}

/* Whether the argument is a function that keeps none of its parameters. */
static bool lets_go_of_all(struct unit *u, struct expr *e)
{
    struct expr *name = without_parens(e);
    if (name->kind == E_UNARY && name->op == '&')
        name = without_parens(name->kids.at[0]);
    if (name->kind != E_IDENT || !name->sym || name->sym->kind != SYM_FUNC)
        return false;
    struct type *t = type_strip(name->sym->type);
    for (size_t i = 0; i < t->params.n; i++)
        if (function_keeps(u, name->sym, i))
            return false;
    return !t->no_prototype;
}

static bool allows(struct unit *u, struct expr *call, size_t i, char kind)
{
    struct expr *e = i + 1 < call->kids.n ? call->kids.at[i + 1] : NULL;
    long long flags;
    if (kind == 'z')
        return e && expr_constant(u, e, &flags) && !(flags & MSG_ZEROCOPY_BIT);
    return kind != 'f' || (e && lets_go_of_all(u, e));
}

static bool list_keeps(struct unit *u, struct expr *call, size_t arg, const char *kinds)
{
    size_t n = strlen(kinds);
    for (size_t i = 0; i < n; i++)
        if (!allows(u, call, i, kinds[i]))
            return true;
    if (n && kinds[n - 1] == '*' && arg >= n - 1)
        return false;
    if (arg >= n || kinds[arg] == '-')
        return true;
    return kinds[arg] == 'e' && !(arg + 2 < call->kids.n && is_null(u, call->kids.at[arg + 2]));
}

/* ---- calls --------------------------------------------------------------------------- */

bool function_keeps(struct unit *u, struct symbol *f, size_t arg)
{
    if (f->is_async)
        return true;
    struct type *t = type_strip(f->type);
    if (arg < t->params.n && t->params.at[arg].noescape)
        return false;
    return f->storage != ST_STATIC || body_keeps(u, f, arg);
}

/* Numbers say nothing of where an object is; what they were made of was looked at. */
static bool gives_pointer(struct unit *u, struct expr *call)
{
    struct type *t = type_strip(expr_type(u, call));
    return t->kind != TY_VOID && !type_is_arithmetic(t);
}

bool call_keeps(struct unit *u, struct expr *call, size_t arg, bool unused)
{
    struct symbol *f = named_function(call);
    struct expr *name = without_parens(call->kids.at[0]);
    const char *kinds = NULL;
    if (!unused && gives_pointer(u, call))
        return true;
    if (name->kind == E_IDENT && !name->sym)
        kinds = builtin(name->name);
    if (f && !function_keeps(u, f, arg))
        return false;
    if (f && f->storage != ST_STATIC && !f->is_async && !f->block_scope && f->place->file->system)
        kinds = begins(f->name, "__builtin_") ? builtin(f->name) : listed(f->name);
    return !kinds || list_keeps(u, call, arg, kinds);
}
