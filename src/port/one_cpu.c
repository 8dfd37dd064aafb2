/* one_cpu.c: what must be one step, on a chip with one processor.
 *
 * The smallest chips have no atomic instructions: it is done in the port's critical
 * section, for a handful of instructions. Tasks and interrupts. Never allocates. */
#include <cede/port.h>
#include <cede/task.h>

uint8_t cede_port_raise(uint8_t *flag)
{
    unsigned before = cede_port_lock();
    uint8_t was = *flag;
    *flag = 1;
    cede_port_unlock(before);
    return was;
}

/* A byte is written in one piece. */
void cede_port_lower(uint8_t *flag)
{
    *(volatile uint8_t *)flag = 0;
}

uint8_t cede_port_raised(uint8_t *flag)
{
    return *(volatile uint8_t *)flag;
}

void cede_port_push(cede_waker **head, cede_waker *w)
{
    unsigned before = cede_port_lock();
    w->next = *head;
    *head = w;
    cede_port_unlock(before);
}

cede_waker *cede_port_take(cede_waker **head)
{
    unsigned before = cede_port_lock();
    cede_waker *all = *head;
    *head = 0;
    cede_port_unlock(before);
    return all;
}

int cede_port_swap(unsigned *at, unsigned from, unsigned to)
{
    unsigned before = cede_port_lock();
    int was = *at == from;
    if (was)
        *at = to;
    cede_port_unlock(before);
    return was;
}

/* On 8 bits that is two reads. */
unsigned cede_port_read(const unsigned *at)
{
    unsigned before = cede_port_lock();
    unsigned value = *at;
    cede_port_unlock(before);
    return value;
}

/* Interrupts start no tasks. */
void cede_port_keep(unsigned *sum, unsigned value)
{
    *sum = value;
}

unsigned cede_port_kept(const unsigned *sum)
{
    return *sum;
}
