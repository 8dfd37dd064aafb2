/* scenarios.h: what model_test.c checks, a list per primitive; each ends with a name that
 * is null. */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include "model.h"

extern const model_scenario event_scenarios[], mutex_scenarios[], semaphore_scenarios[], queue_scenarios[],
    condition_scenarios[], rwlock_scenarios[], latch_scenarios[], barrier_scenarios[], once_scenarios[],
    signal_scenarios[], oneshot_scenarios[], watch_scenarios[], broadcast_scenarios[],
    select_scenarios[];

#endif
