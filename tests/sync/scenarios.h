/* scenarios.h: what model_test.c checks, a list per primitive; each ends with a name that
 * is null. */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include "model.h"

extern const model_scenario event_scenarios[], mutex_scenarios[], semaphore_scenarios[], queue_scenarios[];

#endif
