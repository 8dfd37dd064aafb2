/* options.h: what the command line asked for. */
#ifndef GEN_OPTIONS_H
#define GEN_OPTIONS_H

#include "text.h"
#include "warning.h"

/* --budget FN=BYTES: the most that a function may take with all that it awaits. */
struct budget { const char *function; long bytes; };

struct options {
    const char *input;          /* FILE.c as given */
    const char *output;         /* -o; NULL: standard output */
    char **cc;                  /* the compile command behind --, NULL-terminated */
    const char *preprocessed;   /* --preprocessed FILE.i instead of running cc */
    const char *depfile;        /* --depfile FILE.d: what the output depends on, for make and ninja */
    bool wrapped;               /* --wrap: cc is run on the output, which nobody sees */
    bool check;                 /* --check: diagnostics only */
    bool no_line;               /* --no-line: no #line directives in the output */
    bool fill_dead;             /* --fill-dead: calls that fill dead frame members at each suspension */
    bool poison_dead;           /* --poison-dead: the same with ASan's poison */
    const char *dump;           /* --dump=tokens|tree|lowered|live: print after that pass and stop */
    struct warnings warn;       /* -W… */
    VEC(struct budget) budgets;
    const char *emit;           /* --emit=c|sizes|dot */
};

#endif
