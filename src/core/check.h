/* check.h: what stops a program, and why.
 *
 * CEDE_CHECK is for the caller's mistakes and always there; cede__assert for ours,
 * in debug builds. Messages go to the port, piece by piece: no printf here. */
#ifndef CEDE_CHECK_H
#define CEDE_CHECK_H

#ifdef __GNUC__
#define CEDE__NORETURN __attribute__((__noreturn__, __cold__))
#else
#define CEDE__NORETURN
#endif

/* Says "cede: ", the pieces, up to a null, and a line's end; then stops. */
CEDE__NORETURN void cede__stop(const char *piece, ...);

/* The same without stopping. */
void cede__say(const char *piece, ...);

/* Writes n in decimal at the end of a buffer, and gives where it begins. */
enum { CEDE__DECIMAL = 12 };
char *cede__decimal(char buffer[CEDE__DECIMAL], int n);

#define CEDE_CHECK(cond, text) ((cond) ? (void)0 : cede__stop(text, (char *)0))

#ifdef NDEBUG
#define cede__assert(cond) ((void)0)
#else
#define cede__assert(cond) ((cond) ? (void)0 : cede__stop("broken: " #cond ", " CEDE__HERE, (char *)0))
#endif

#endif
