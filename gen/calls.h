/* calls.h: what of the output is decided when all of it is written.
 *
 * A macro call in an async function is printed as it was written and as it was
 * expanded, with marks around, and calls_resolve() leaves one of the two. Texts with marks may be
 * cut, joined and interned like any other; only their length says nothing. */
#ifndef GEN_CALLS_H
#define GEN_CALLS_H

#include "ast.h"
#include "options.h"

/* Bytes that no C file has outside of literals and comments, and of which
 * calls_allowed() has made sure that this one has none at all. */
#define MARK_WRITTEN  "\001"        /* the call as it was written */
#define MARK_EXPANDED "\002"        /* what came out of it */
#define MARK_END      "\003"
#define MARK_PAD      "\004"        /* blanks up to the column of comments beside members */
#define MARK_BRANCH   "\005"        /* a line of its own: this branch of #if is the one that counts, or an #error */

#define COMMENT_COLUMN 36

/* Whether marks may be used: there is a compiler to ask, and somebody to read. */
bool calls_allowed(const struct unit *u, const struct options *o);
/* Decides on all marks. */
void calls_resolve(struct unit *u, const struct options *o, struct text *out);

#endif
