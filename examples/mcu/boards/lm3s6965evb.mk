# Stellaris LM3S6965 evaluation board: Cortex-M3 at 12.5 MHz, 256 KB of flash, 64 KB of RAM.
CROSS := arm-none-eabi-
MACHINE := -mcpu=cortex-m3 -mthumb -ffreestanding -fno-tree-loop-distribute-patterns
LINK_FLAGS := -nostartfiles -L$(here)boards -T lm3s6965evb.ld
LIBRARIES := -lc_nano -lgcc
START := cortex_m_start.c
PORT := cortex_m
TICK_HZ_ticked := 1000
TICK_HZ_tickless := 62500
RUN = timeout -k 2 $(LIMIT) qemu-system-arm -M lm3s6965evb $(QEMU) -kernel
