/* A program that has functions of these names leaves the short words out. */
#define CEDE_NO_KEYWORDS
#include <cede.h>

int detach(int x);
int spawn(int a, int b);
int plain(int x);
cede_async int f(void);

int g(void)
{
    return detach(plain(1)) + spawn(2, plain(3)) + cede_run(f());
}
