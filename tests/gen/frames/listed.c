/* listed.c: the functions of C and POSIX that do not keep a pointer, and some that do. */
#define _GNU_SOURCE
#include <cede.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <inttypes.h>
#include <math.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int number, swab2(char *x), by_anything(const void *a, const void *b);
char other[64], *pointer, *end;
const char *text;
struct iovec vector;
struct tm broken;
time_t now;
socklen_t size;
struct sockaddr_in address;
struct stat status;
static const void *smallest;

static int by_size(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static int keeping(const void *a, const void *b)
{
    smallest = *(const int *)a < *(const int *)b ? a : b;
    return by_size(a, b);
}


async void lent_memset(void) { char x[64]; memset(x, 0, sizeof x); await(cede_yield()); }
async void lent_memcpy(void) { char x[64]; memcpy(x, text, 8); await(cede_yield()); }
async void lent_memcpy_from(void) { char x[64]; memcpy(other, x, 8); await(cede_yield()); }
async void lent_memmove(void) { char x[64]; memmove(x, x + 1, 8); await(cede_yield()); }
async void lent_memcmp(void) { char x[64]; number = memcmp(x, text, 3); await(cede_yield()); }
async void lent_strlen(void) { char x[64]; number = (int)strlen(x); await(cede_yield()); }
async void lent_strnlen(void) { char x[64]; number = (int)strnlen(x, 5); await(cede_yield()); }
async void lent_strcmp(void) { char x[64]; number = strcmp(x, text); await(cede_yield()); }
async void lent_strncmp(void) { char x[64]; number = strncmp(text, x, 4); await(cede_yield()); }
async void lent_strcoll(void) { char x[64]; number = strcoll(x, text); await(cede_yield()); }
async void lent_strcasecmp(void) { char x[64]; number = strcasecmp(x, text); await(cede_yield()); }
async void lent_strncasecmp(void) { char x[64]; number = strncasecmp(x, text, 3); await(cede_yield()); }
async void lent_strcpy(void) { char x[64]; strcpy(x, text); await(cede_yield()); }
async void lent_strncpy(void) { char x[64]; (void)strncpy(x, text, sizeof x - 1); await(cede_yield()); }
async void lent_strcat(void) { char x[64]; strcat(x, text); await(cede_yield()); }
async void lent_strncat(void) { char x[64]; strncat(x, text, 2), number++; await(cede_yield()); }
async void lent_strspn(void) { char x[64]; number = (int)strspn(x, text); await(cede_yield()); }
async void lent_strcspn(void) { char x[64]; number = (int)strcspn(text, x); await(cede_yield()); }
async void lent_strxfrm(void) { char x[64]; number = (int)strxfrm(x, text, sizeof x); await(cede_yield()); }
async void lent_bzero(void) { char x[64]; bzero(x, sizeof x); await(cede_yield()); }
async void lent_explicit_bzero(void) { char x[64]; explicit_bzero(x, sizeof x); await(cede_yield()); }
async void lent_printf(void) { char x[64]; printf("%s %c\n", x, x[1]); await(cede_yield()); }
async void lent_fprintf(void) { char x[64]; fprintf(stderr, "%d%s", 1, x); await(cede_yield()); }
async void lent_dprintf(void) { char x[64]; dprintf(2, "%s", x); await(cede_yield()); }
async void lent_sprintf(void) { char x[64]; sprintf(x, "%d", number); await(cede_yield()); }
async void lent_snprintf(void) { char x[64]; number = snprintf(x, sizeof x, "%s", text); await(cede_yield()); }
async void lent_scanf(void) { char x[64]; number = scanf("%63s", x); await(cede_yield()); }
async void lent_fscanf(void) { char x[64]; number = fscanf(stdin, "%63s", x); await(cede_yield()); }
async void lent_sscanf(void) { int x; number = sscanf(text, "%d", &x); await(cede_yield()); }
async void lent_puts(void) { char x[64]; puts(x); await(cede_yield()); }
async void lent_fputs(void) { char x[64]; fputs(x, stdout); await(cede_yield()); }
async void lent_perror(void) { char x[64]; perror(x); await(cede_yield()); }
async void lent_remove(void) { char x[64]; number = remove(x); await(cede_yield()); }
async void lent_rename(void) { char x[64]; number = rename(text, x); await(cede_yield()); }
async void lent_fgets(void) { char x[64]; fgets(x, 64, stdin), number++; await(cede_yield()); }
async void lent_fread(void) { char x[64]; number = (int)fread(x, 1, 64, stdin); await(cede_yield()); }
async void lent_fwrite(void) { char x[64]; number = (int)fwrite(x, 1, 64, stdout); await(cede_yield()); }
async void lent_atoi(void) { char x[64]; number = atoi(x); await(cede_yield()); }
async void lent_atol(void) { char x[64]; number = (int)atol(x); await(cede_yield()); }
async void lent_atoll(void) { char x[64]; number = (int)atoll(x); await(cede_yield()); }
async void lent_atof(void) { char x[64]; number = (int)atof(x); await(cede_yield()); }
async void lent_strtol(void) { char x[64]; number = (int)strtol(x, NULL, 10); await(cede_yield()); }
async void lent_strtoul(void) { char x[64]; number = (int)strtoul(x, NULL, 10); await(cede_yield()); }
async void lent_strtoll(void) { char x[64]; number = (int)strtoll(x, NULL, 10); await(cede_yield()); }
async void lent_strtoull(void) { char x[64]; number = (int)strtoull(x, NULL, 10); await(cede_yield()); }
async void lent_strtoimax(void) { char x[64]; number = (int)strtoimax(x, NULL, 10); await(cede_yield()); }
async void lent_strtoumax(void) { char x[64]; number = (int)strtoumax(x, NULL, 10); await(cede_yield()); }
async void lent_strtof(void) { char x[64]; number = (int)strtof(x, 0); await(cede_yield()); }
async void lent_strtod(void) { char x[64]; number = (int)strtod(x, 0); await(cede_yield()); }
async void lent_strtold(void) { char x[64]; number = (int)strtold(x, 0); await(cede_yield()); }
async void lent_strtol_end(void) { char *x; number = (int)strtol(text, &x, 10); await(cede_yield()); }
async void kept_strtol(void) { char x[64]; number = (int)strtol(x, &end, 10); await(cede_yield()); }
async void lent_qsort(void) { int x[5]; qsort(x, 5, sizeof *x, by_size); await(cede_yield()); }
async void kept_qsort_with_anything(void) { int x[5]; qsort(x, 5, sizeof *x, by_anything); await(cede_yield()); }
async void kept_qsort_keeping(void) { int x[5]; qsort(x, 5, sizeof *x, keeping); await(cede_yield()); }
async void lent_setenv(void) { char x[64]; number = setenv(x, text, 1); await(cede_yield()); }
async void lent_unsetenv(void) { char x[64]; number = unsetenv(x); await(cede_yield()); }
async void lent_system(void) { char x[64]; number = system(x); await(cede_yield()); }
async void lent_mkstemp(void) { char x[64]; number = mkstemp(x); await(cede_yield()); }
async void lent_frexp(void) { int x; number = frexp(1.5, &x) > 1; await(cede_yield()); }
async void lent_modf(void) { double x; number = modf(1.5, &x) > 1; await(cede_yield()); }
async void lent_remquo(void) { int x; number = remquo(1.5, 2, &x) > 1; await(cede_yield()); }
async void lent_time(void) { time_t x; number = (int)time(&x); await(cede_yield()); }
async void lent_mktime(void) { struct tm x; number = (int)mktime(&x); await(cede_yield()); }
async void lent_timegm(void) { struct tm x; number = (int)timegm(&x); await(cede_yield()); }
async void lent_timespec_get(void) { struct timespec x; number = timespec_get(&x, TIME_UTC); await(cede_yield()); }
async void lent_clock_gettime(void) { struct timespec x; number = clock_gettime(CLOCK_REALTIME, &x); await(cede_yield()); }
async void lent_clock_getres(void) { struct timespec x; number = clock_getres(CLOCK_REALTIME, &x); await(cede_yield()); }
async void lent_clock_settime(void) { struct timespec x; number = clock_settime(CLOCK_REALTIME, &x); await(cede_yield()); }
async void lent_gmtime_r(void) { struct tm x; gmtime_r(&now, &x); await(cede_yield()); }
async void lent_localtime_r(void) { time_t x; (void)localtime_r(&x, &broken); await(cede_yield()); }
async void lent_nanosleep(void) { struct timespec x; number = nanosleep(&x, NULL); await(cede_yield()); }
async void lent_gettimeofday(void) { struct timeval x; number = gettimeofday(&x, NULL); await(cede_yield()); }
async void lent_strftime(void) { char x[64]; number = (int)strftime(x, sizeof x, "%H", &broken); await(cede_yield()); }
async void lent_open(void) { char x[64]; number = open(x, O_RDONLY); await(cede_yield()); }
async void lent_creat(void) { char x[64]; number = creat(x, 0600); await(cede_yield()); }
async void lent_openat(void) { char x[64]; number = openat(AT_FDCWD, x, O_RDONLY); await(cede_yield()); }
async void lent_access(void) { char x[64]; number = access(x, 4); await(cede_yield()); }
async void lent_unlink(void) { char x[64]; number = unlink(x); await(cede_yield()); }
async void lent_rmdir(void) { char x[64]; number = rmdir(x); await(cede_yield()); }
async void lent_chdir(void) { char x[64]; number = chdir(x); await(cede_yield()); }
async void lent_mkdir(void) { char x[64]; number = mkdir(x, 0700); await(cede_yield()); }
async void lent_chmod(void) { char x[64]; number = chmod(x, 0600); await(cede_yield()); }
async void lent_truncate(void) { char x[64]; number = truncate(x, 1); await(cede_yield()); }
async void lent_pipe(void) { int x[2]; number = pipe(x); await(cede_yield()); }
async void lent_pipe2(void) { int x[2]; number = pipe2(x, 0); await(cede_yield()); }
async void lent_gethostname(void) { char x[64]; number = gethostname(x, sizeof x); await(cede_yield()); }
async void lent_unlinkat(void) { char x[64]; number = unlinkat(AT_FDCWD, x, 0); await(cede_yield()); }
async void lent_mkdirat(void) { char x[64]; number = mkdirat(AT_FDCWD, x, 0700); await(cede_yield()); }
async void lent_read(void) { char x[64]; number = (int)read(0, x, sizeof x); await(cede_yield()); }
async void lent_write(void) { char x[64]; number = (int)write(0, x, sizeof x); await(cede_yield()); }
async void lent_pread(void) { char x[64]; number = (int)pread(0, x + 1, 3, 0); await(cede_yield()); }
async void lent_pwrite(void) { char x[64]; number = (int)pwrite(0, x + 1, 3, 0); await(cede_yield()); }
async void lent_fstat(void) { struct stat x; number = fstat(0, &x); await(cede_yield()); }
async void lent_stat(void) { struct stat x; number = stat(text, &x); await(cede_yield()); }
async void lent_lstat(void) { char x[64]; number = lstat(x, &status); await(cede_yield()); }
async void lent_link(void) { char x[64]; number = link(x, text); await(cede_yield()); }
async void lent_symlink(void) { char x[64]; number = symlink(text, x); await(cede_yield()); }
async void lent_readlink(void) { char x[64]; number = (int)readlink(text, x, sizeof x); await(cede_yield()); }
async void lent_send(void) { char x[64]; number = (int)send(0, x, 3, MSG_NOSIGNAL); await(cede_yield()); }
async void lent_send_two_flags(void) { char x[64]; number = (int)send(0, x, 3, MSG_NOSIGNAL | MSG_DONTWAIT); await(cede_yield()); }
async void kept_send_zerocopy(void) { char x[64]; number = (int)send(0, x, 3, MSG_ZEROCOPY); await(cede_yield()); }
async void kept_send_any_flags(void) { char x[64]; number = (int)send(0, x, 3, number); await(cede_yield()); }
async void lent_sendto(void) { char x[64]; number = (int)sendto(0, x, 3, 0, (struct sockaddr *)&address, sizeof address); await(cede_yield()); }
async void lent_sendto_address(void) { struct sockaddr_in x; number = (int)sendto(0, text, 3, 0, (struct sockaddr *)&x, sizeof x); await(cede_yield()); }
async void lent_recv(void) { char x[64]; number = (int)recv(0, x, 3, 0); await(cede_yield()); }
async void lent_recvfrom(void) { char x[64]; number = (int)recvfrom(0, x, 3, 0, NULL, NULL); await(cede_yield()); }
async void lent_recvfrom_address(void) { struct sockaddr_in x; number = (int)recvfrom(0, other, 3, 0, (struct sockaddr *)&x, &size); await(cede_yield()); }
async void lent_bind(void) { struct sockaddr_in x; number = bind(0, (struct sockaddr *)&x, sizeof x); await(cede_yield()); }
async void lent_connect(void) { struct sockaddr_in x; number = connect(0, (struct sockaddr *)&x, sizeof x); await(cede_yield()); }
async void lent_recvmsg(void) { struct msghdr x; number = (int)recvmsg(0, &x, 0); await(cede_yield()); }
async void kept_sendmsg(void) { struct msghdr x; number = (int)sendmsg(0, &x, 0); await(cede_yield()); }
async void kept_iovec(void) { char x[64]; vector.iov_base = x; await(cede_yield()); }
async void lent_accept(void) { struct sockaddr_in x; number = accept(0, (struct sockaddr *)&x, &size); await(cede_yield()); }
async void lent_getsockname(void) { struct sockaddr_in x; number = getsockname(0, (struct sockaddr *)&x, &size); await(cede_yield()); }
async void lent_getpeername(void) { struct sockaddr_in x; number = getpeername(0, (struct sockaddr *)&x, &size); await(cede_yield()); }
async void lent_accept4(void) { socklen_t x; number = accept4(0, (struct sockaddr *)&address, &x, 0); await(cede_yield()); }
async void lent_setsockopt(void) { int x; number = setsockopt(0, SOL_SOCKET, SO_REUSEADDR, &x, sizeof x); await(cede_yield()); }
async void lent_getsockopt(void) { int x; number = getsockopt(0, SOL_SOCKET, SO_ERROR, &x, &size); await(cede_yield()); }
async void lent_socketpair(void) { int x[2]; number = socketpair(AF_UNIX, SOCK_STREAM, 0, x); await(cede_yield()); }
async void lent_inet_pton(void) { struct in_addr x; number = inet_pton(AF_INET, text, &x); await(cede_yield()); }
async void lent_inet_aton(void) { char x[64]; number = inet_aton(x, &address.sin_addr); await(cede_yield()); }
async void lent_poll(void) { struct pollfd x; number = poll(&x, 1, 0); await(cede_yield()); }
async void lent_select(void) { fd_set x; number = select(1, &x, NULL, NULL, NULL); await(cede_yield()); }
async void lent_fd_set(void) { fd_set x; FD_SET(3, &x), number += FD_ISSET(3, &x) != 0; await(cede_yield()); }
async void lent_epoll_ctl(void) { struct epoll_event x; number = epoll_ctl(3, EPOLL_CTL_ADD, 1, &x); await(cede_yield()); }
async void lent_epoll_wait(void) { struct epoll_event x[2]; number = epoll_wait(3, x, 2, 0); await(cede_yield()); }
async void lent_sigemptyset(void) { sigset_t x; number = sigemptyset(&x); await(cede_yield()); }
async void lent_sigfillset(void) { sigset_t x; number = sigfillset(&x); await(cede_yield()); }
async void lent_sigaddset(void) { sigset_t x; number = sigaddset(&x, SIGINT); await(cede_yield()); }
async void lent_sigdelset(void) { sigset_t x; number = sigdelset(&x, SIGINT); await(cede_yield()); }
async void lent_sigismember(void) { sigset_t x; number = sigismember(&x, SIGINT); await(cede_yield()); }
async void lent_sigprocmask(void) { sigset_t x; number = sigprocmask(SIG_BLOCK, NULL, &x); await(cede_yield()); }
async void lent_pthread_sigmask(void) { sigset_t x; number = pthread_sigmask(SIG_BLOCK, NULL, &x); await(cede_yield()); }
async void lent_sigaction(void) { struct sigaction x; number = sigaction(SIGINT, NULL, &x); await(cede_yield()); }
async void lent_getrandom(void) { char x[64]; number = (int)getrandom(x, sizeof x, 0); await(cede_yield()); }
async void lent_getentropy(void) { char x[64]; number = getentropy(x, sizeof x); await(cede_yield()); }
async void lent_tcgetattr(void) { struct termios x; number = tcgetattr(0, &x); await(cede_yield()); }
async void lent_tcsetattr(void) { struct termios x; number = tcsetattr(0, TCSANOW, &x); await(cede_yield()); }
async void lent_builtin_memset(void) { char x[64]; __builtin_memset(x, 0, sizeof x); await(cede_yield()); }
async void lent_builtin_overflow(void) { int x; number = __builtin_add_overflow(number, 1, &x); await(cede_yield()); }
async void lent_builtin_memcpy_chk(void) { char x[64]; __builtin___memcpy_chk(x, text, 3, sizeof x); await(cede_yield()); }
async void lent_atomic_load(void) { int x; number = __atomic_load_n(&x, __ATOMIC_SEQ_CST); await(cede_yield()); }
async void lent_sync_add(void) { int x; number = __sync_fetch_and_add(&x, 1); await(cede_yield()); }
async void kept_atomic_store(void) { char x[64]; __atomic_store_n(&pointer, x, __ATOMIC_SEQ_CST); await(cede_yield()); }
async void kept_strtok(void) { char x[64]; number = strtok(x, " ") != NULL; await(cede_yield()); }
async void kept_putenv(void) { char x[64]; number = putenv(x); await(cede_yield()); }
async void kept_setvbuf(void) { char x[64]; number = setvbuf(stdout, x, _IOFBF, sizeof x); await(cede_yield()); }
async void kept_ioctl(void) { char x[64]; number = ioctl(0, 1, x); await(cede_yield()); }
async void kept_result_used(void) { char x[64]; pointer = memcpy(x, text, 3); await(cede_yield()); }
async void kept_result_compared(void) { char x[64]; number = strchr(x, 1) != NULL; await(cede_yield()); }
async void kept_no_system_header(void) { char x[64]; number = swab2(x); await(cede_yield()); }
