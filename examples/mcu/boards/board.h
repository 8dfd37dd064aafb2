/* board.h: what these programs want of a board. Each boards/NAME.c is one. */
#ifndef BOARD_H
#define BOARD_H

#include <stdint.h>

/* Clock, serial port and lamp; starts the port's clock and switches interrupts on. */
void board_init(void);

/* The lamp. */
void board_lamp(int on);
int board_lamp_is_on(void);

/* Writes text to the serial port, at once: for messages. */
void board_print(const char *text);
void board_print_number(long n);

/* Ends the emulation with an exit status, 0 to 255; on a real board it stops. */
void board_exit(int status);

/* The head of the tick interrupt's handler: BOARD_ON_TICK { cede_port_tick(); } */
#if defined(__AVR__)
#include <avr/interrupt.h>
#define BOARD_ON_TICK ISR(TIMER1_COMPA_vect)
#elif defined(__arm__)
void SysTick_Handler(void);
#define BOARD_ON_TICK void SysTick_Handler(void)
#else
void machine_timer(void);
#define BOARD_ON_TICK void machine_timer(void)
#endif

#endif
