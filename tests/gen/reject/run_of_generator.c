/* Nor can one be the main task. */
#include <cede.h>

async_iter(int) numbers(int n);


int main(void)
{
    return cede_run(numbers(3));
}
