/* The same where something is awaited. */
async int f(void);

async int g(void)
{
    return await(f());
}
