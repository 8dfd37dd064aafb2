/* busy.h: fifty busy connections, of which one is reset while all are busy. */
#ifndef BUSY_H
#define BUSY_H

#include "program.h"

enum { BUSY_CLIENTS = 50, BUSY_ROUNDS = 40, BUSY_RESET = 17 };

/* What a client says in a round, and what it must get back. */
typedef void busy_round(int client, int round, char *say, char *expect);

/* Each round writes to all connections before it reads from the first, so all of them
 * have something under way when number BUSY_RESET goes, halfway, with a reply unread
 * and half a message sent. */
void busy_run(int port, busy_round *round);

#endif
