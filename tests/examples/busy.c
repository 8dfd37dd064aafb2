/* busy.c: see busy.h. */
#include "busy.h"
#include <string.h>
#include <unistd.h>

void busy_run(int port, busy_round *round)
{
    int fds[BUSY_CLIENTS];
    char say[256], expect[256];
    for (int i = 0; i < BUSY_CLIENTS; i++) {
        fds[i] = client_open(port);
        assert_true(fds[i] >= 0);
    }
    for (int r = 0; r < BUSY_ROUNDS; r++) {
        for (int i = 0; i < BUSY_CLIENTS; i++) {
            round(i, r, say, expect);
            if (fds[i] >= 0)
                client_say(fds[i], say);
        }
        if (r == BUSY_ROUNDS / 2) {
            client_send(fds[BUSY_RESET], say, strlen(say) / 2);
            client_reset(fds[BUSY_RESET]);
            fds[BUSY_RESET] = -1;
        }
        for (int i = 0; i < BUSY_CLIENTS; i++) {
            round(i, r, say, expect);
            if (fds[i] >= 0)
                client_expect(fds[i], expect);
        }
    }
    for (int i = 0; i < BUSY_CLIENTS; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}
