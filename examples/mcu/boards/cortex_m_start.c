/* cortex_m_start.c: from reset to main on a Cortex-M, and the first vectors.
 *
 * The linker script says where things are. A handler is a function with the name of its
 * vector; without one the processor stops there. */
#include <stdint.h>

extern uint32_t link_stack[], link_data[], link_data_end[], link_data_load[], link_bss[], link_bss_end[];
int main(void);
void reset(void);

void reset(void)
{
    uint32_t *to = link_data;
    const uint32_t *from = link_data_load;
    while (to < link_data_end)
        *to++ = *from++;
    for (to = link_bss; to < link_bss_end; to++)
        *to = 0;
    main();
    for (;;)
        ;
}

void unexpected(void);
void unexpected(void)
{
    for (;;)
        __asm__ volatile ("bkpt 0");
}

#define HANDLER(name) void name(void) __attribute__((__weak__, __alias__("unexpected")))
HANDLER(NMI_Handler);
HANDLER(HardFault_Handler);
HANDLER(SVC_Handler);
HANDLER(PendSV_Handler);
HANDLER(SysTick_Handler);
HANDLER(IRQ0_Handler);
HANDLER(IRQ1_Handler);
HANDLER(IRQ2_Handler);
HANDLER(IRQ3_Handler);
HANDLER(IRQ4_Handler);
HANDLER(IRQ5_Handler);
HANDLER(IRQ6_Handler);
HANDLER(IRQ7_Handler);

typedef void handler(void);
__attribute__((__section__(".vectors"), __used__))
static handler *const vectors[] = {
    (handler *)link_stack, reset, NMI_Handler, HardFault_Handler,
    unexpected, unexpected, unexpected, 0, 0, 0, 0, SVC_Handler, 0, 0, PendSV_Handler, SysTick_Handler,
    IRQ0_Handler, IRQ1_Handler, IRQ2_Handler, IRQ3_Handler, IRQ4_Handler, IRQ5_Handler, IRQ6_Handler, IRQ7_Handler
};
