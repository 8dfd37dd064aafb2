/* riscv_start.c: from reset to main in machine mode, and the trap handler.
 *
 * The linker script says where things are. An interrupt's handler is a function with the
 * name below; without one, and at an exception, the hart stops. */
#include <stdint.h>

extern uint32_t link_data[], link_data_end[], link_data_load[], link_bss[], link_bss_end[];
int main(void);
void start(void);
void trap(void);

__attribute__((__naked__, __section__(".reset"))) void reset(void)
{
    __asm__ volatile (".option push\n\t.option norelax\n\tla gp, __global_pointer$\n\t.option pop\n\t"
        "la sp, link_stack\n\tj start");
}

__attribute__((__weak__)) void machine_software(void);
__attribute__((__weak__)) void machine_timer(void);
__attribute__((__weak__)) void machine_external(void);

/* mcause: the sign for an interrupt, then its number. */
__attribute__((__interrupt__("machine"), __aligned__(4))) void trap(void)
{
    uint32_t cause;
    __asm__ volatile ("csrr %0, mcause" : "=r"(cause));
    if (cause == 0x80000007u && machine_timer)
        machine_timer();
    else if (cause == 0x80000003u && machine_software)
        machine_software();
    else if (cause == 0x8000000Bu && machine_external)
        machine_external();
    else
        for (;;)
            ;
}

void start(void)
{
    uint32_t *to = link_data;
    const uint32_t *from = link_data_load;
    while (to < link_data_end)
        *to++ = *from++;
    for (to = link_bss; to < link_bss_end; to++)
        *to = 0;
    __asm__ volatile ("csrw mtvec, %0" : : "r"(trap));
    main();
    for (;;)
        ;
}
