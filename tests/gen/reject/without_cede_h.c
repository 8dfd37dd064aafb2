/* cedec's output needs <cede.h>. */
async int g(void)
{
    return 0;
}
