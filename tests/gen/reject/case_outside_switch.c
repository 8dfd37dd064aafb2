/* Where is the switch? */
#include <cede.h>

async int g(int x)
{
    case 1:
        x++;
    default:
        return x;
}
