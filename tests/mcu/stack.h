/* stack.h: how deep the stack was, by painting it, and how long an AVR was awake; nothing
 * without REPORT. */
#ifndef STACK_H
#define STACK_H

#include <stdint.h>

#ifndef REPORT
#define stack_paint() ((void)0)
#define stack_used()  0
#else

#ifdef __AVR__
extern uint8_t __bss_end;
#define STACK_LOWEST (&__bss_end)
#define STACK_TOP    ((uint8_t *)RAMEND + 1)
#else
extern uint8_t link_bss_end[], link_stack[];
#define STACK_LOWEST link_bss_end
#define STACK_TOP    link_stack
#endif

/* The frame of who calls begins not far above. */
static inline void stack_paint(void)
{
    volatile uint8_t *p, here = 0;
    for (p = STACK_LOWEST; p + 16 < &here; p++)
        *p = 0xA5;
}

static inline long stack_used(void)
{
    volatile uint8_t *p = STACK_LOWEST;
    while (*p == 0xA5)
        p++;
    return (long)(STACK_TOP - p);
}

/* Cycles; what simavr_run shows at 0xE0. */
static inline long awake(void)
{
#ifdef __AVR__
    volatile uint8_t *count = (volatile uint8_t *)0xE0;
    long cycles = count[0];
    cycles |= (long)count[1] << 8;
    cycles |= (long)count[2] << 16;
    return cycles;
#else
    return 0;
#endif
}

#endif
#endif
