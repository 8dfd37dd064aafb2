/* What a cleanup attribute names. */
#include <cede.h>

void first(int *);
void second(int *);
static int number;

async int g(void)
{
    int a __attribute__((cleanup(missing))) = 1;
    int b __attribute__((cleanup(number))) = 1;
    __attribute__((cleanup(first))) int c __attribute__((cleanup(second))) = 1;
    await(cede_yield());
    return a + b + c;
}
