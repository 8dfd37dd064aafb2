/* Nothing would run it. */
#include <cede.h>

async int main(void)
{
    return 0;
}
