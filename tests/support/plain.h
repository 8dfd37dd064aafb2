/* plain.h: async C as ordinary C, the first oracle of the corpus.
 *
 * For programs whose awaits could as well be calls: `async` is empty, `await(x)`
 * is (x), giving way does nothing and sleeping takes no time. What such a program
 * prints, compiled so, its generated form must print, too. Spawn, defer, within
 * and their kind have no such meaning: see stackful.h. Tests only. */
#ifndef CEDE_TESTS_PLAIN_H
#define CEDE_TESTS_PLAIN_H

#include <stdint.h>
#include <sys/types.h>

typedef struct cede_duration { int64_t ns; } cede_duration;
typedef struct cede_time { int64_t ns; } cede_time;

#define cede_us(n) ((cede_duration){ (n) * INT64_C(1000) })
#define cede_ms(n) ((cede_duration){ (n) * INT64_C(1000000) })

#define async
#define await(call) (call)
#define boxed(call) (call)
#define offload(call) (call)
#define CEDE_VALUE

static inline int cede_yield(void)
{
    return 0;
}

static inline int cede_sleep(cede_duration d)
{
    (void)d;
    return 0;
}

#endif
