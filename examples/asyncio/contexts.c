/* Each request has a number, which nobody has to pass on. */
#include <cede.h>
#include <stdio.h>

static CEDE_CONTEXT(int, request_id, 0);

static void log_line(const char *what)
{
    printf("[%d] %s\n", cede_context(request_id), what);
}

static async int query(int ms)
{
    await(cede_sleep(cede_ms(ms)));
    log_line("answered");
    return 0;
}

static async int handle(int number, int ms)
{
    with_context (&request_id, number) {
        log_line("asked");
        group (g)
            spawn(g, query(ms));
        log_line("done");
    }
    return 0;
}

async int contexts(void)
{
    group (g) {
        spawn(g, handle(1, 60));
        spawn(g, handle(2, 1));
    }
    log_line("all done");
    return 0;
}

int main(void)
{
    return cede_main(contexts());
}
