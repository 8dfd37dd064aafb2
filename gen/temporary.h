/* temporary.h: files that are gone when cedec ends. */
#ifndef GEN_TEMPORARY_H
#define GEN_TEMPORARY_H

#include "text.h"

#include <stdio.h>

/* Makes a folder of our own and returns its name: `wanted` if that can be made (the same
 * names from run to run let compiler caches work), else below $TMPDIR or /tmp. NULL with errno. */
const char *temporary_folder(const char *wanted);
/* Removes it with all that is in it; NULL is allowed. */
void temporary_remove(const char *folder);
/* false with errno. */
bool temporary_write(const char *path, const struct text *t);
/* A file without a name that has these bytes, to be read from its beginning; NULL with errno. */
FILE *temporary_stream(const char *bytes, size_t n);

#endif
