/* Several requests at once, and their answers in order: gather. */
#include <cede.h>
#include <stdio.h>
#include <string.h>

static async int handle(const char *name, int ms)
{
    printf("%s: begins\n", name);
    await(cede_sleep(cede_ms(ms)));
    printf("%s: done\n", name);
    return ms * (int)strlen(name);
}

async int handlers(void)
{
    int users, orders, prices;
    group (g) {
        spawn_into(g, &users, handle("users", 60));
        spawn_into(g, &orders, handle("orders", 1));
        spawn_into(g, &prices, handle("prices", 30));
    }
    printf("%d %d %d\n", users, orders, prices);
    return 0;
}

int main(void)
{
    return cede_main(handlers());
}
