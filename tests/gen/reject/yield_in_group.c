/* The consumer may leave at a yield, while tasks run. */
#include <cede.h>

async int work(void);

async_iter(int) g(void)
{
    group (tasks) {
        spawn(tasks, work());
        within (cede_ms(5)) {
            yield(1);
        }
    }
}
