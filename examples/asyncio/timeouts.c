/* What takes too long is given up. */
#include <cede.h>
#include <stdio.h>

static async const char *fetch(const char *name, int ms)
{
    defer {
        if (cede_leaving() < 0)
            printf("%s: given up\n", name);
    }
    await(cede_sleep(cede_ms(ms)));
    return "answers";
}

static async void ask(const char *name, int ms)
{
    within (cede_ms(100))
        printf("%s %s\n", name, await(fetch(name, ms)));
    else
        printf("%s is too slow\n", name);
}

async int timeouts(void)
{
    await(ask("the cache", 1));
    await(ask("the archive", 5000));
    return 0;
}

int main(void)
{
    return cede_main(timeouts());
}
