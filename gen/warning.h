/* warning.h: the names of cedec's warnings, which of them are wanted, and where not. */
#ifndef GEN_WARNING_H
#define GEN_WARNING_H

#include "ast.h"

enum warning {
    WARN_BLOCKING, WARN_BUSY_LOOP, WARN_DANGLING, WARN_LOST_UPDATE, WARN_MUTEX,
    WARN_OMITTED, WARN_ORDER, WARN_UNKNOWN, WARN_UNUSED_RESULT,
    N_WARNINGS
};

/* What a command line wants. All zero: each is on, none is an error. */
struct warnings {
    bool none;                                  /* -w */
    bool errors;                                /* -Werror */
    bool off[N_WARNINGS];                       /* -Wno-NAME */
    bool error[N_WARNINGS], no_error[N_WARNINGS];       /* -Werror=NAME, -Wno-error=NAME: over -Werror */
};

/* Whose an option is. */
enum warning_option { WO_COMPILER, WO_BOTH, WO_OURS };

/* Reads one word of a command line; the last one that says something of a warning counts.
 * An unknown name of ours is told on standard error. */
enum warning_option warning_read(struct warnings *w, const char *word);
/* The same of a word among cedec's own, where one that is the compiler's is a mistake. */
void warning_read_own(struct warnings *w, const char *word);
const char *warning_name(enum warning which);
bool warning_is_on(const struct unit *u, enum warning which);
bool warning_is_error(const struct unit *u, enum warning which);
/* Whether a comment in the lines of these tokens, or before them, silences it. */
bool warning_is_silenced(struct unit *u, enum warning which, size_t begin, size_t end);
/* Tells of comments in the main file that silence a warning which is not there. */
void warning_check_comments(struct unit *u);

#endif
