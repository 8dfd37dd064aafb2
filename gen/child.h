/* child.h: runs another program and waits for it. */
#ifndef GEN_CHILD_H
#define GEN_CHILD_H

#include "text.h"

#include <stdio.h>
#include <sys/types.h>

/* What a child has other than we have; NULL: our own. */
struct child_streams {
    FILE *in;               /* read from its current position on */
    FILE *messages;
};

/* Runs the command and appends what it writes to standard output. Returns its status,
 * as of wait(); -1 with errno: it could not be run. */
int child_reading(char **argv, const struct child_streams *s, struct text *out);
/* Runs it as if it were this process: HUP, INT and TERM that we get are passed on, and
 * its standard output is ours. The caller has blocked these with child_hold(). */
int child_instead(char **argv, const struct child_streams *s);

/* From here on HUP, INT and TERM wait, but while child_instead() runs a child. */
void child_hold(void);
/* Ends this process as the child ended, or as a signal demands that came meanwhile. */
void child_end_as(int status);

#endif
