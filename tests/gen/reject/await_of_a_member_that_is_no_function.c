/* What is called must be a function. */
#include <cede.h>

struct s { int member; };

async int g(struct s *s)
{
    return await(s->member(1));
}
