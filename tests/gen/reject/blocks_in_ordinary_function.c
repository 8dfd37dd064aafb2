/* The other blocks neither. */
#include <cede.h>

int g(int x)
{
    shield { x = 0; }
    within (cede_ms(1)) { x = 1; }
    within_until (cede_now()) { x = 1; } else { x = 2; }
    group (h) { x = 2; }
    cede_group_block (h) { x = 2; }
    with_context (&x, 3) { x = 3; }
    return x;
}
