# BBC micro:bit: nRF51822, Cortex-M0 at 16 MHz, 256 KB of flash, 16 KB of RAM. QEMU gives it
# a SysTick, which the real chip does not have.
CROSS := arm-none-eabi-
MACHINE := -mcpu=cortex-m0 -mthumb -ffreestanding -fno-tree-loop-distribute-patterns
LINK_FLAGS := -nostartfiles -L$(here)boards -T microbit.ld
LIBRARIES := -lc_nano -lgcc
START := cortex_m_start.c
PORT := cortex_m
TICK_HZ_ticked := 1000
TICK_HZ_tickless := 62500
RUN = timeout -k 2 $(LIMIT) qemu-system-arm -M microbit $(QEMU) -kernel
