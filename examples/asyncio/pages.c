/* A connection that is closed for sure, and a generator over paginated data. */
#include <cede.h>
#include <errno.h>
#include <stdio.h>

enum { PAGES = 3, PER_PAGE = 2 };
static const char *const data[PAGES + 1][PER_PAGE] = { { "apple", "banana" }, { "cherry", "date" }, { "elder" } };

static async int connect(void)
{
    await(cede_sleep(cede_ms(1)));
    printf("connected\n");
    return 0;
}

static async void disconnect(void)
{
    await(cede_sleep(cede_ms(1)));
    printf("disconnected\n");
}

static async const char *const *page(int number)
{
    await(cede_sleep(cede_ms(1)));
    printf("page %d\n", number);
    return data[number];
}

static async_iter(const char *) fruits(void)
{
    for (int number = 0; ; number++) {
        const char *const *fruit = await(page(number));
        if (!*fruit)
            return;
        for (int i = 0; i < PER_PAGE && fruit[i]; i++)
            yield(fruit[i]);
    }
}

async int pages(void)
{
    if (await(connect()) < 0)
        return -EIO;
    defer await(disconnect());          /* however this is left */
    await_each (const char *fruit, fruits())
        printf("%s\n", fruit);
    return 0;
}

int main(void)
{
    return cede_main(pages());
}
