/* hand_child.c: see hand_child.h. */
#include "hand_child.h"

int child_step(struct child *c)
{
    switch (c->state) {
    case 0:
        c->result = c->x + 1;
        c->state = -1;
    }
    return 0;
}
