/* At most two requests at a time, however many there are. */
#include <cede.h>
#include <stdio.h>

struct service {
    cede_semaphore permits;
    int now, most;
};

static async int request(struct service *s, int number)
{
    await(cede_semaphore_acquire(&s->permits));
    defer cede_semaphore_release(&s->permits);
    s->now++;
    s->most = s->now > s->most ? s->now : s->most;
    await(cede_sleep(cede_ms(10)));
    s->now--;
    printf("request %d\n", number);
    return 0;
}

async int rate_limit(void)
{
    struct service s = { .now = 0 };
    cede_semaphore_init(&s.permits, 2);
    group (g) {
        for (int number = 1; number <= 6; number++)
            spawn(g, request(&s, number));
    }
    printf("at most %d at a time\n", s.most);
    return 0;
}

int main(void)
{
    return cede_main(rate_limit());
}
