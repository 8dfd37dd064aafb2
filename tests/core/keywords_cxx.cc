/* keywords_cxx.cc: C++ declares, runs, spawns and detaches, and its own words stay
 * its own. */
#include <thread>
#include <cede.h>
#include <cede/sim.h>
#include <future>
#include <grp.h>

void yield(void);

struct reply { int status; };
CEDE_CONTEXT(int, request_id, 3);
extern "C" {
cede_async int serve(int port);
cede_async struct reply request(int part);
cede_async void nothing(void);
}

int use(cede_group *g, cede_sim *sim)
{
    struct reply r;
    int x;
    static const cede_duration d = cede_ms(5);
    cede_task *t = cede_spawn_task(g, nothing());
    std::future<int> async = std::async([] { return 1; });
    cede_task_cancel(t, 0);
    return cede_spawn(g, serve(3)) + cede_spawn_into(g, &r, request(1)) + cede_spawn_into(g, &x, serve(3)) +
        cede_detach(nothing()) + cede_run(serve(1)) + cede_sim_run(sim, serve(1)) + (int)d.ns + cede_context(request_id);
}
