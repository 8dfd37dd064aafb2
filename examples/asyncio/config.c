/* A loop of one's own making: who hears of failures, and what its threads are called. */
#include <cede.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void complain(void *ctx, const char *function, int error)
{
    (void)ctx, (void)function;
    printf("nobody has asked for: %s\n", strerror(-error));
}

struct name { char text[16]; };

static struct name name_of_thread(void)
{
    struct name n;
    pthread_getname_np(pthread_self(), n.text, sizeof n.text);
    return n;
}

static async int fail(void)
{
    await(cede_yield());
    return -EIO;
}

static async int config(void)
{
    detach(fail());
    await(cede_sleep(cede_ms(1)));
    struct name n = await(offload(name_of_thread()));
    printf("done by a %.6s\n", n.text);
    return 0;
}

int main(void)
{
    cede_executor *executor;
    if (cede_executor_new(&executor, &(cede_executor_config){ .threads = 2, .name = "worker" }) < 0)
        return 1;
    cede_loop_set_defaults(&(cede_loop_config){ .on_error = complain, .executor = executor });
    int status = cede_main(config());
    cede_loop_set_defaults(NULL);
    cede_executor_free(executor);
    return status;
}
