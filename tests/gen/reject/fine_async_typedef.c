/* A typedef of a pointer says nothing more with async. */
#include <cede.h>

typedef async int handler(int);

async int g(handler *h)
{
    return await(h(1));
}
