/* offload.h: what a loop knows of the calls that it has given to others.
 *
 * Whoever owns a loop and has an executor for it lends it one of these. */
#ifndef CEDE_CORE_OFFLOAD_H
#define CEDE_CORE_OFFLOAD_H

#include <cede/executor.h>
#include "task_core.h"

typedef struct cede__offloads {
    cede_executor *executor;            /* null: open makes it, with the first call */
    int (*open)(cede_loop *l);          /* 0, or a negative errno */
    cede_job *first, *last;             /* in line, waiting for one that is out to end */
    unsigned out, limit;                /* with the executor now, and at most; 0: no limit */
} cede__offloads;

/* Makes the call and posts the waker; behind that the job may be gone. */
void cede__job_call(cede_job *job);

/* Jobs in a list, first come first. */
static inline void cede__job_add(cede_job **first, cede_job **last, cede_job *job)
{
    job->next = NULL;
    job->prev = *last;
    if (*last)
        (*last)->next = job;
    else
        *first = job;
    *last = job;
    job->queued = 1;
}

static inline void cede__job_add_first(cede_job **first, cede_job **last, cede_job *job)
{
    job->prev = NULL;
    job->next = *first;
    if (*first)
        (*first)->prev = job;
    else
        *last = job;
    *first = job;
    job->queued = 1;
}

static inline void cede__job_remove(cede_job **first, cede_job **last, cede_job *job)
{
    if (job->next)
        job->next->prev = job->prev;
    else
        *last = job->prev;
    if (job->prev)
        job->prev->next = job->next;
    else
        *first = job->next;
    job->queued = 0;
}

#endif
