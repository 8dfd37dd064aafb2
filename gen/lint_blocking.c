/* lint_blocking.c: calls in async functions that hold up the whole loop.
 *
 * In:   calls by name, of functions that are known to wait and of those declared with
 *       CEDE_BLOCKING; cede_run and cede_main, which run a loop to its end.
 * Out:  async-blocking, and what to write instead.
 *
 * A function of a known name is not meant where this file defines it. */
#include "lint.h"
#include "parse.h"

#include <string.h>

enum rule {
    ALWAYS,
    FROM_STDIN,         /* argument n is stdin */
    FROM_0,             /* … is descriptor 0 */
    NOT_AT_ONCE,        /* … is a timeout, and not the constant 0 */
    WITHOUT_END,        /* … is a null pointer for a timeout */
    WITHOUT_1,          /* … is a constant without this bit: WNOHANG */
    WITHOUT_4_OR_8      /* … LOCK_NB, LOCK_UN */
};

#define SLEEP "write await(cede_sleep(cede_ms(...)))"
#define THREAD NULL     /* await(offload(NAME(...))) */
#define HELPER "put it into an ordinary function f and write await(offload(f(...))), which runs it in a thread of the pool"
#define INPUT HELPER
#define STREAM "cede_stream_wrap makes a stream of a descriptor; await(cede_read(...)) waits for it"
#define SYNC "between tasks use what <cede/sync.h> has, such as cede_event; for a thread a cede_future, or offload"

static const struct blocking {
    const char *name;
    enum rule rule;
    int argument;
    const char *hint;
} known[] = {
    { "sleep", ALWAYS, 0, "write await(cede_sleep(cede_s(...)))" },
    { "usleep", ALWAYS, 0, "write await(cede_sleep(cede_us(...)))" },
    { "nanosleep", ALWAYS, 0, SLEEP }, { "clock_nanosleep", ALWAYS, 0, SLEEP }, { "thrd_sleep", ALWAYS, 0, SLEEP },
    { "_delay_ms", ALWAYS, 0, SLEEP }, { "HAL_Delay", ALWAYS, 0, SLEEP },
    { "getaddrinfo", ALWAYS, 0, THREAD }, { "getnameinfo", ALWAYS, 0, THREAD },
    { "gethostbyname", ALWAYS, 0, THREAD }, { "gethostbyname2", ALWAYS, 0, THREAD }, { "gethostbyaddr", ALWAYS, 0, THREAD },
    { "gethostbyname_r", ALWAYS, 0, THREAD }, { "gethostbyaddr_r", ALWAYS, 0, THREAD },
    { "system", ALWAYS, 0, THREAD }, { "pclose", ALWAYS, 0, THREAD },
    { "wait", ALWAYS, 0, THREAD }, { "wait3", WITHOUT_1, 1, THREAD }, { "wait4", WITHOUT_1, 2, THREAD },
    { "waitpid", WITHOUT_1, 2, THREAD }, { "waitid", WITHOUT_1, 3, THREAD },
    { "fsync", ALWAYS, 0, THREAD }, { "fdatasync", ALWAYS, 0, THREAD }, { "sync", ALWAYS, 0, THREAD }, { "syncfs", ALWAYS, 0, THREAD },
    { "tcdrain", ALWAYS, 0, THREAD }, { "lockf", ALWAYS, 0, THREAD }, { "flock", WITHOUT_4_OR_8, 1, THREAD },
    { "getchar", ALWAYS, 0, INPUT }, { "getchar_unlocked", ALWAYS, 0, INPUT }, { "gets", ALWAYS, 0, INPUT },
    { "getpass", ALWAYS, 0, INPUT }, { "scanf", ALWAYS, 0, INPUT }, { "vscanf", ALWAYS, 0, INPUT }, { "wscanf", ALWAYS, 0, INPUT },
    { "getwchar", ALWAYS, 0, INPUT }, { "fgets", FROM_STDIN, 2, INPUT }, { "fgetws", FROM_STDIN, 2, INPUT },
    { "fread", FROM_STDIN, 3, INPUT }, { "getc", FROM_STDIN, 0, INPUT }, { "fgetc", FROM_STDIN, 0, INPUT },
    { "getwc", FROM_STDIN, 0, INPUT }, { "fgetwc", FROM_STDIN, 0, INPUT }, { "getline", FROM_STDIN, 2, INPUT },
    { "getdelim", FROM_STDIN, 3, INPUT }, { "fscanf", FROM_STDIN, 0, INPUT }, { "vfscanf", FROM_STDIN, 0, INPUT },
    { "read", FROM_0, 0, STREAM },
    { "poll", NOT_AT_ONCE, 2, STREAM }, { "ppoll", WITHOUT_END, 2, STREAM },
    { "select", WITHOUT_END, 4, STREAM }, { "pselect", WITHOUT_END, 4, STREAM },
    { "epoll_wait", NOT_AT_ONCE, 3, STREAM }, { "epoll_pwait", NOT_AT_ONCE, 3, STREAM },
    { "pthread_join", ALWAYS, 0, THREAD }, { "pthread_timedjoin_np", ALWAYS, 0, THREAD }, { "thrd_join", ALWAYS, 0, THREAD },
    { "sem_wait", ALWAYS, 0, SYNC }, { "sem_timedwait", ALWAYS, 0, SYNC }, { "sem_clockwait", ALWAYS, 0, SYNC },
    { "pthread_cond_wait", ALWAYS, 0, SYNC }, { "pthread_cond_timedwait", ALWAYS, 0, SYNC },
    { "cnd_wait", ALWAYS, 0, SYNC }, { "cnd_timedwait", ALWAYS, 0, SYNC }, { "pthread_barrier_wait", ALWAYS, 0, SYNC },
    { "pause", ALWAYS, 0, THREAD }, { "sigsuspend", ALWAYS, 0, THREAD }, { "sigwait", ALWAYS, 0, THREAD },
    { "sigwaitinfo", ALWAYS, 0, THREAD }, { "sigtimedwait", ALWAYS, 0, THREAD },
    { "msgrcv", ALWAYS, 0, THREAD }, { "mq_receive", ALWAYS, 0, THREAD }
};

static const struct blocking *find_known(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0)
            return &known[i];
    return NULL;
}

static bool is_stdin(struct unit *u, struct expr *e)
{
    e = without_parens(e);
    return e->kind == E_IDENT && strcmp(u->tokens.at[e->begin].text, "stdin") == 0;
}

static bool waits(struct unit *u, const struct blocking *b, struct expr *call)
{
    long long value;
    struct expr *e = (size_t)b->argument + 1 < call->kids.n ? call->kids.at[b->argument + 1] : NULL;
    if (b->rule == ALWAYS)
        return true;
    if (!e)
        return false;
    bool constant = expr_constant(u, e, &value);
    switch (b->rule) {
    case FROM_STDIN: return is_stdin(u, e);
    case FROM_0: return constant && value == 0;
    case NOT_AT_ONCE: return !constant || value != 0;
    case WITHOUT_END: return is_null(u, e);
    case WITHOUT_1: return constant && !(value & 1);
    default: return constant && !(value & (4 | 8));
    }
}

static void visit_call(struct lint *l, struct expr *call)
{
    struct symbol *f = named_function(call);
    const char *name = called_name(l->u, call);
    const struct blocking *b = name ? find_known(name) : NULL;
    bool declared = f && f->is_blocking;
    if (!declared && (!b || (f && (f->has_body || f->is_async)) || !waits(l->u, b, call)))
        return;
    const char *instead = b && !declared ? b->hint : NULL;
    if (!instead)
        instead = intern_format("write await(offload(%s(...))), which runs it in a thread of the pool", name);
    lint_found(l, WARN_BLOCKING, call->begin, call->end, instead, "'%s' blocks the loop: no other task runs until it returns", name);
}

static void visit(struct lint *l, struct expr *e)
{
    if (e->kind == E_AWAIT && e->offloaded)
        l->offloaded = without_parens(e->kids.at[0]);
    else if (e->kind == E_CALL && e != l->offloaded)
        visit_call(l, e);
    else if (e->kind == E_SPAWN && (e->op == SP_RUN || e->op == SP_MAIN))
        lint_found(l, WARN_BLOCKING, e->begin, e->end, "write await(f(...))",
                   "'%s' blocks the loop: it runs another one to its end", l->u->tokens.at[e->begin].text);
}

void lint_blocking(struct lint *l)
{
    l->offloaded = NULL;
    lint_exprs(l, visit);
}
