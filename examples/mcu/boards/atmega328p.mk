# ATmega328P at 16 MHz, as on an Arduino Uno: 32 KB of flash, 2 KB of RAM.
CROSS := avr-
MACHINE := -mmcu=atmega328p -DF_CPU=16000000 -mrelax -mstrict-X
LINK_FLAGS :=
LIBRARIES :=
START :=
PORT := avr
TICK_HZ_ticked := 1000
BITS_lean_ticked := -DCEDE_TICK_BITS=16
BITS_least_ticked := -DCEDE_TICK_BITS=16
TICK_HZ_tickless := 62500
RUNNER := $(BUILD)/simavr_run
RUN = $(BUILD)/simavr_run atmega328p 16000000
