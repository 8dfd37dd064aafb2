/* twins.c: runs each program in both forms and compares their logs.
 *
 * Undisturbed, cancelled and with a deadline at each await, with each allocation
 * failing, and in 20 orders of the ready tasks. The list of programs comes from the
 * build: TWINS is X(name) for each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "twin.h"

/* ---- the log ------------------------------------------------------------------------ */

enum { LOG_BYTES = 1 << 16 };

static char logs[2][LOG_BYTES];
static char *log_now;
static size_t log_end;

static void add(const char *format, va_list args)
{
    int n = vsnprintf(log_now + log_end, LOG_BYTES - log_end, format, args);
    assert_true(n >= 0 && log_end + (size_t)n < LOG_BYTES);
    log_end += (size_t)n;
}

static void note(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(format, args);
    va_end(args);
}

void event(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    note("%ld us: ", (long)(cede_now().ns / 1000));
    add(format, args);
    note("\n");
    va_end(args);
}

/* ---- runs ------------------------------------------------------------------------------ */

typedef void disturb(cede_sim *sim, unsigned n);

static cede_sim_counts run(twin_run *twin, char *log, disturb *how, unsigned n)
{
    cede_sim *sim = cede_sim_new();
    cede_sim_counts counts;
    assert_non_null(sim);
    cede_sim_report_to(sim, NULL);
    how(sim, n);
    log_now = log;
    log_end = 0;
    note("outcome %d\n", twin(sim));
    counts = cede_sim_count(sim);
    note("%u awaits, %u allocations, %u failures\n", counts.awaits, counts.allocations, counts.errors);
    assert_int_equal(cede_sim_left(sim), 0);
    cede_sim_free(sim);
    return counts;
}

typedef struct pair { const char *name; twin_run *generated, *by_hand; } pair;

static cede_sim_counts compare(const pair *p, const char *what, disturb *how, unsigned n)
{
    cede_sim_counts counts = run(p->generated, logs[0], how, n);
    run(p->by_hand, logs[1], how, n);
    if (strcmp(logs[0], logs[1]) != 0)
        fail_msg("%s, %s %u: generated:\n%sby hand:\n%s", p->name, what, n, logs[0], logs[1]);
    return counts;
}

static void nothing(cede_sim *sim, unsigned n)
{
    (void)sim, (void)n;
}

static void cancel(cede_sim *sim, unsigned n)
{
    cede_sim_cancel_at(sim, n, -ECANCELED);
}

static void deadline(cede_sim *sim, unsigned n)
{
    cede_sim_cancel_at(sim, n, -ETIMEDOUT);
}

static void no_memory(cede_sim *sim, unsigned n)
{
    cede_sim_fail_allocation(sim, n);
}

static void reorder(cede_sim *sim, unsigned n)
{
    cede_sim_shuffle(sim, n);
}

enum { ORDERS = 20 };

static void has_the_same_log_in_both_forms(void **state)
{
    const pair *p = *state;
    cede_sim_counts plain = compare(p, "undisturbed run", nothing, 0);
    unsigned n;
    for (n = 0; n <= plain.awaits; n++) {
        compare(p, "cancel at await", cancel, n);
        compare(p, "deadline at await", deadline, n);
    }
    for (n = 1; n <= plain.allocations; n++)
        compare(p, "no memory at allocation", no_memory, n);
    for (n = 1; n <= ORDERS; n++)
        compare(p, "order", reorder, n);
}

/* ---- the programs ---------------------------------------------------------------------------- */

#define X(name) twin_run generated_##name, hand_##name;
TWINS
#undef X

static pair pairs[] = {
#define X(name) { #name, generated_##name, hand_##name },
TWINS
#undef X
};

/* With a name: prints the log of the program's generated form, to be compared with one
 * of a chip. */
static int print_log(const char *name)
{
    size_t i;
    for (i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(pairs[i].name, name) == 0) {
            run(pairs[i].generated, logs[0], nothing, 0);
            fputs(logs[0], stdout);
            return 0;
        }
    return 2;
}

int main(int argc, char **argv)
{
    enum { COUNT = sizeof pairs / sizeof *pairs };
    struct CMUnitTest tests[COUNT];
    size_t i;
    if (argc > 1)
        return print_log(argv[1]);
    memset(tests, 0, sizeof tests);
    for (i = 0; i < COUNT; i++) {
        tests[i].name = pairs[i].name;
        tests[i].test_func = has_the_same_log_in_both_forms;
        tests[i].initial_state = &pairs[i];
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
