/* quiet.c: what no compiler shall warn of, though it cannot see that who reads it has set it. */
#include <cede.h>

int number, next(void);
async int get(int n);

async int kept_behind_a_defer(cede_mutex *m)
{
    int x;
    {
        if (await(cede_mutex_lock(m)) < 0)
            return -1;
        defer cede_mutex_unlock(m);
        x = await(get(1));
    }
    return x;
}

async int lent_return(cede_mutex *m)
{
    if (await(cede_mutex_lock(m)) < 0)
        return -1;
    defer cede_mutex_unlock(m);
    if (number)
        return next();
    return await(get(2));
}

async int lent_statement_value(int n)
{
    return n + ({ defer number++; if (n < 0) return n; await(get(n)); });
}

async int lent_chosen(int n)
{
    return __builtin_choose_expr(sizeof (int) == 4, await(get(n)), await(get(n + 1)));
}
