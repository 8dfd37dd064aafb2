/* Back-pressure: the entry is closed while two requests are in progress. */
#include <cede.h>
#include <errno.h>
#include <stdio.h>

static async int handle(int number, int ms)
{
    printf("%d begins\n", number);
    await(cede_sleep(cede_ms(ms)));
    printf("%d ends\n", number);
    return 0;
}

async int entry(void)
{
    static const int ms[] = { 20, 80, 160, 10 };
    group (requests) {
        cede_group_limit(requests, 2);
        for (int number = 1; number <= 4; number++)
            while (spawn(requests, handle(number, ms[number - 1])) == -EAGAIN) {
                printf("%d waits at the entry\n", number);
                await(cede_group_room(requests));
            }
    }
    printf("all are served\n");
    return 0;
}

int main(void)
{
    return cede_main(entry());
}
