/* A switch jumps, too. */
#include <cede.h>

async int g(int x)
{
    switch (x) {
    case 0:
        within (cede_ms(1)) {
    case 1:
            await(cede_yield());
        }
    }
    return 0;
}
