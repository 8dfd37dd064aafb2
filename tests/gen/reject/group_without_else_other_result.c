/* Nor does a struct carry an error. */
#include <cede.h>

struct point { int x, y; };

async int f(void);

async struct point g(void)
{
    group (h) {
        spawn(h, f());
    }
    return (struct point){ 1, 2 };
}
