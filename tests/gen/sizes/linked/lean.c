/* lean.c: a task and a queue of the lean core. */
#include <cede/core.h>

CEDE_BYTES(received, 8);

static async void echo(void)
{
    for (;;)
        (void)await(cede_bytes_get(&received.bytes));
}

cede_static_task(terminal, echo);

int begin(void);
int begin(void)
{
    return cede_start(&terminal, echo());
}
