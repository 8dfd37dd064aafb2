/* raw.h: the main file as its user wrote it, in tokens, before any preprocessing.
 *
 * What #if leaves out is there too: only the preprocessed text knows. Directives
 * have no tokens, but #pragma, which is one T_PRAGMA token. */
#ifndef GEN_RAW_H
#define GEN_RAW_H

#include "ast.h"

struct raw_token {
    enum token_kind kind;
    int punct;
    const char *text;       /* interned spelling, without splices; T_PRAGMA: NULL */
    long begin, end;        /* bytes of the file */
    int line;               /* in the file, 1-based */
    const char *name;       /* raw_name() of the file as #line calls it here; "" in a file without #line */
    int presumed;           /* what #line calls the line */
    size_t branch;          /* index of the part between #if, #else, #endif it stands in */
    bool space, bol;        /* bol false: a comment or splice joins it to the line before */
};

struct raw_file {
    VEC(struct raw_token) tokens;   /* the last one is T_EOF */
    VEC(size_t) branch_end;         /* for each branch: index of the first token behind it */
    bool renamed;                   /* it has #line directives */
};

struct raw_file raw_read(const struct file *f);
/* A file's name without its folders, interned: tcc puts the main file's folder
 * before the names in #line. */
const char *raw_name(const char *path);

#endif
