/* sim_fixture.h: a simulated loop and an event log for each test.
 *
 * A test is three beats: spawn and run, then compare what happened. Teardown proves
 * that no task, timer, waker or block is left.
 *
 *     static void cancelled_sleep_leaves_no_timer(void **state)
 *     {
 *         cede_sim *sim = *state;
 *         …
 *         assert_log("a begins\n"
 *                    "a unwinds -125 at 3\n");      the cancel of line 12
 *     }
 *     … SIM_TEST(cancelled_sleep_leaves_no_timer) …
 *
 * One thread. */
#ifndef SIM_FIXTURE_H
#define SIM_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cede.h>
#include <cede/sim.h>

int sim_setup(void **state);
int sim_teardown(void **state);
#define SIM_TEST(f) cmocka_unit_test_setup_teardown(f, sim_setup, sim_teardown)

/* The log is empty when a test begins. Each event is a line. */
void event(const char *format, ...) __attribute__((__format__(__printf__, 1, 2)));
const char *event_log(void);
void event_log_clear(void);
#define assert_log(text) assert_string_equal(event_log(), text)

/* Milliseconds on the loop's clock: what events of these tests carry. */
int ms(void);

/* Runs f in a child process that is expected to abort; gives what it wrote to stderr,
 * to be freed. Null: it did not abort. */
char *stops(void (*f)(void));

#endif
