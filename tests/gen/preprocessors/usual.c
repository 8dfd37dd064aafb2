/* usual.c: an async function behind the headers that most files include, macros of theirs
 * inside. CHIP: for a chip, whose C library has fewer. */
#ifdef CHIP
#include <cede/chip.h>
#else
#include <cede.h>
#include <fcntl.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
#endif
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair { uint8_t small; int32_t large; };

async int usual(const char *text, size_t n)
{
    struct pair p = { UINT8_MAX, INT32_MAX };
    bool found = false;
    char line[32];
    for (size_t i = 0; i < n && !found; i++) {
        found = text[i] == (char)EOF || isdigit((unsigned char)text[i]);
        await(cede_sleep(cede_ms(1)));
    }
    assert(offsetof(struct pair, large) >= sizeof p.small);
    snprintf(line, sizeof line, "%" PRId32 " %d", p.large, (int)fabs(-1.0));
    if (text == NULL || n > INT_MAX)
        errno = EINVAL;
    return found ? p.small : -errno;
}
