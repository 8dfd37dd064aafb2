/* fixture.h: a unit of the generator from two strings: the file as written, and what
 * a preprocessor would say. No compiler runs. */
#ifndef TESTS_GEN_UNIT_FIXTURE_H
#define TESTS_GEN_UNIT_FIXTURE_H

#include "parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A unit whose main file is called t.c and has these bytes; nothing is lexed. */
struct unit *unit_written(const char *bytes, size_t n);
/* The same, lexed and aligned with preprocessed text. */
struct unit *unit_made(const char *written, const char *preprocessed);
/* Preprocessed text alone, lexed. */
struct unit *unit_lexed(const char *preprocessed);

/* What the function writes to standard error. */
const char *messages_of(void (*function)(void *), void *argument);

/* Writes the bytes to a new file and returns its name; removed at exit. */
const char *file_with(const char *bytes, size_t n);

#endif
