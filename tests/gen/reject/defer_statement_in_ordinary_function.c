/* However it is written. */
#include <cede.h>

void done(void);

int g(int x)
{
    defer done();
    return x;
}
