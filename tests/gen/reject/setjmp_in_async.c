/* A jump back would find another frame. */
#include <cede.h>

#include <setjmp.h>

jmp_buf buf;

async int f(void);

async int g(void)
{
    if (setjmp(buf))
        return 1;
    return await(f());
}
