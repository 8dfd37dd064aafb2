/* sweep.c: a scenario once per place where something can go wrong.
 *
 * The undisturbed run counts the places; each disturbed one has a sim of its own, so
 * that nothing of one run is left for the next. */
#include <errno.h>
#include <stdio.h>
#include <cede/sim.h>

enum { ORDERS = 20 };

typedef struct sweep {
    cede_sim_scenario *scenario;
    void *ctx;
    int runs;               /* or a negative errno */
    cede_sim_counts count;  /* of the last run */
} sweep;

static int wrong(sweep *s, const char *how, unsigned n, const char *what, int error)
{
    fprintf(stderr, "cede: sweep: %s %u: %s\n", how, n, what);
    s->runs = error;
    return error;
}

static int judge(sweep *s, cede_sim *sim, const char *how, unsigned n, int said)
{
    s->count = cede_sim_count(sim);
    if (said == -EDEADLK)
        return wrong(s, how, n, "the run was stuck", -EDEADLK);
    if (said)
        return wrong(s, how, n, "the scenario says that something is wrong", -EIO);
    if (cede_sim_left(sim))
        return wrong(s, how, n, "blocks, timers or tasks are left", -ENOTEMPTY);
    s->runs++;
    return 0;
}

/* A disturbance of a sim that has not run. */
typedef void disturb(cede_sim *sim, unsigned n);

static int run(sweep *s, const char *how, disturb *what, unsigned n)
{
    cede_sim *sim = cede_sim_new();
    int error;
    if (!sim)
        return s->runs = -ENOMEM;
    what(sim, n);
    error = judge(s, sim, how, n, s->scenario(sim, s->ctx));
    cede_sim_free(sim);
    return error;
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

/* What was disturbed reports failures; they are expected. */
static void fail(cede_sim *sim, unsigned n)
{
    cede_sim_report_to(sim, NULL);
    cede_sim_fail_allocation(sim, n);
}

static void reorder(cede_sim *sim, unsigned n)
{
    cede_sim_shuffle(sim, n);
}

static void each(sweep *s, const char *how, disturb *what, unsigned from, unsigned to)
{
    unsigned n;
    for (n = from; n <= to && s->runs >= 0; n++)
        run(s, how, what, n);
}

int cede_sim_sweep(cede_sim_scenario *scenario, void *ctx, unsigned what)
{
    sweep s = { 0 };
    cede_sim_counts plain;
    s.scenario = scenario;
    s.ctx = ctx;
    if (run(&s, "undisturbed run", nothing, 0) < 0)
        return s.runs;
    plain = s.count;
    if (what & CEDE_SIM_CANCELS)
        each(&s, "cancel at await", cancel, 0, plain.awaits);
    if (what & CEDE_SIM_DEADLINES)
        each(&s, "deadline at await", deadline, 0, plain.awaits);
    if (what & CEDE_SIM_ALLOCATIONS)
        each(&s, "failing allocation", fail, 1, plain.allocations);
    if (what & CEDE_SIM_ORDERS)
        each(&s, "order", reorder, 1, ORDERS);
    return s.runs;
}
