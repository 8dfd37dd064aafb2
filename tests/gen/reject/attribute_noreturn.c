/* The plain call starts a task, and comes back. */
#include <cede.h>

async _Noreturn void serve(void)
{
    for (;;)
        await(cede_yield());
}

__attribute__((noreturn)) async void elsewhere(void);

async int g(void)
{
    await(elsewhere());
    return 0;
}
