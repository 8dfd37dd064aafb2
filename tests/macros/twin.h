/* twin.h: a program that exists twice, in async C and by hand with macros.h.
 *
 * Both say what they do with event(), and the tests compare the two logs. Where there
 * is a C library to run tests with, the loop is the simulated one; on a chip the
 * program's main lends twin_begin and twin_end. */
#ifndef TWIN_H
#define TWIN_H

#ifdef __AVR__
#include <cede/core.h>
typedef void twin_loop;
#else
#include <cede.h>
#include <cede/sim.h>
typedef cede_sim twin_loop;
#endif
#include <errno.h>

/* Adds a line to the log, behind the time. */
void event(const char *format, ...);

/* Starts the program's first call and runs it to its end: its outcome. */
typedef int twin_run(twin_loop *loop);

/* Defines the function that a program is run with: TWIN(hand_echo, a call). */
#ifdef __AVR__
void twin_begin(void);
int twin_end(void);
#define TWIN(name, ...) \
    twin_run name; \
    int name(twin_loop *loop) \
    { \
        (void)loop; \
        return CEDE__ARMED((twin_begin(), 0), twin_end(), 0, 0, 0, CEDE__ARM_RUN, (__VA_ARGS__)); \
    } \
    struct twin__end
#else
#define TWIN(name, ...) \
    twin_run name; \
    int name(twin_loop *loop) \
    { \
        return cede_sim_run(loop, __VA_ARGS__); \
    } \
    struct twin__end
#endif

#endif
