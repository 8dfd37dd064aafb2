/* far.c: what near.c awaits and cannot see. */
#include <cede/core.h>

void keep(char *p);

async int far(int n)
{
    char room[100];
    keep(room);
    await(cede_yield());
    return room[n];
}
