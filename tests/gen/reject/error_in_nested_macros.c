/* Every macro on the way is named, the one that is called here first. */
#include <cede.h>
#include "macros.h"

#define OWN(x) TWICE(CALL(x))
#define CALL_PLUS(x) + CALL(x)
#define PASTED(a, b) a##b(2)

async int f(int x);

async int g(void)
{
    int n = OWN(1);
    n += CALL_BOTH(2, 3);
    n = (1 + n) + CALL(4) + (1 + CALL(5)) CALL_PLUS(6);
    return n + PASTED(AL, IAS);
}
