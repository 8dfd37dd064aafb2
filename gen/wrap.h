/* wrap.h: shared by wrap.c, which knows what is to be compiled, and wrap_run.c, which has it
 * compiled. */
#ifndef GEN_WRAP_H
#define GEN_WRAP_H

#include "command.h"
#include "options.h"

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
    struct warnings warn;
    VEC(struct source) sources;
    int status;                 /* of a preprocessor that failed, or 1 << 8 */
    const char *folder;
    bool gnu;                   /* a compiler that knows -iquote and -ffile-prefix-map */
};

/* wrap_run.c. The command without its sources, NULL-terminated. */
char **without_sources(const struct command *c);
bool is_stdin(const struct source *s);
/* Removes what the command would have made of the source, as compilers do when they fail. */
void remove_output(const struct wrapper *w, const struct source *s);
/* Runs the command with what was generated; its status, as of wait(), -1 after a message. */
int run_generated(struct wrapper *w);

#endif
