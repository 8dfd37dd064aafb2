/* mixed_server.c: A small server: connections come and go, one fails, the listener ends by a
 * deadline. */
#include "corpus.h"

static async int connection(int id, int *open)
{
    ++*open;
    defer { --*open; event("connection %d closed, %d", id, cede_leaving()); }
    within (cede_ms(6)) {
        for (int i = 0; i < id; i++)
            await(cede_sleep(after(2)));
    } else {
        event("connection %d idle too long", id);
        return -ETIMEDOUT;
    }
    return 0;
}

static async int test_main(void)
{
    int open = 0;
    group (g, CEDE_ISOLATE) {
        within (cede_ms(9)) {
            for (int id = 1;; id++) {
                await(cede_sleep(after(3)));
                event("accepts %d, %d open", id, open);
                spawn(g, connection(id * id, &open));
            }
        } else {
            event("stops listening, %d open", open);
        }
    }
    event("all closed, %d", open);
    return open;
}

SWEPT(mixed_server, test_main)
