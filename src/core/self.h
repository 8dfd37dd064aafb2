/* self.h: what this thread is doing. One block per thread; on a chip there is one. */
#ifndef CEDE_SELF_H
#define CEDE_SELF_H

#include <cede/frame.h>

#if __STDC_HOSTED__
#define CEDE__THREAD_LOCAL _Thread_local
#else
#define CEDE__THREAD_LOCAL
#endif

struct cede__self {
    cede_loop *loop;        /* whose turn runs here */
    cede_task *task;        /* whose step runs here */
    cede__arm *armed;       /* calls that wait for their plain symbol, innermost first */
    cede__arm *claimed;     /* the last one that starts a task and was claimed */
    cede_group *refused;    /* that could not get a task, the last one */
    struct cede_job *job;   /* an offloaded call that runs here */
};

extern CEDE__THREAD_LOCAL struct cede__self cede__self;

#endif
