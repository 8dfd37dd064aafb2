# QEMU's RISC-V board, as a 32-bit hart with compressed instructions and atomics; mtime
# counts 10 MHz.
CROSS := riscv64-unknown-elf-
MACHINE := -march=rv32imac -misa-spec=2.2 -mabi=ilp32 -msave-restore --specs=picolibc.specs -ffreestanding -fno-tree-loop-distribute-patterns
LINK_FLAGS := -nostartfiles -L$(here)boards -T virt.ld
LIBRARIES := -lc -lgcc
START := riscv_start.c
PORT := riscv
TICK_HZ_ticked := 1000
TICK_HZ_tickless := 78125
RUN = timeout -k 2 $(LIMIT) qemu-system-riscv32 -M virt -bios none $(QEMU) -kernel
