/* load.c: starts an echo server, keeps it busy, and says what that took.
 *
 *     load [-c CONNECTIONS] [-n REQUESTS | -t MILLISECONDS | -i] SERVER [ARGUMENTS]
 *
 * A closed loop: each connection sends 64 bytes, waits until they have come back, and
 * sends again, until REQUESTS have been answered in all, or that long; with -i the
 * connections stay idle. The server takes port 0 and prints a line that ends with the port
 * it has got; it is ended with SIGTERM. Prints a line for each of
 *
 *     requests/s  cpu_ns (the server's, per request)  p50_us  p99_us  p99.9_us  rss_bytes
 *
 * measured from the moment that every connection has been answered once; with -i only the
 * last. A message's time runs from its send to the last byte of its answer, as this program
 * sees it: in a closed loop a slow server is asked less often, so times of two servers
 * compare, and say little of a server whose clients do not wait.
 *
 * The soft limit of descriptors is raised to the hard one, for the server too. A server
 * that says nothing for ten seconds has failed. */
#include "histogram.h"
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE_BYTES = 64, BATCH = 256, PATIENCE_S = 10 };

typedef struct connection {
    int fd;
    int missing;                    /* bytes of the answer that have not come */
    int64_t sent_ns;
} connection;

static connection *connections;
static int n_connections = 50;
static histogram times;
static int set;
static pid_t server = -1;

static void fail(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    if (server > 0)
        kill(server, SIGKILL);
    exit(1);
}

/* ---- the server --------------------------------------------------------------------- */

static void raise_limit(void)
{
    struct rlimit l;
    if (getrlimit(RLIMIT_NOFILE, &l) == 0) {
        l.rlim_cur = l.rlim_max;
        setrlimit(RLIMIT_NOFILE, &l);
    }
}

/* Its port: the number that its first line ends with. */
static int start_server(char **argv)
{
    int out[2];
    char line[256];
    FILE *says;

    if (pipe(out) < 0 || (server = fork()) < 0)
        fail(argv[0]);
    if (server == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);       /* it does not outlive its load */
        dup2(out[1], 1);
        close(out[0]);
        close(out[1]);
        execvp(argv[0], argv);
        _exit(127);
    }
    close(out[1]);
    says = fdopen(out[0], "r");
    if (!says || !fgets(line, sizeof line, says) || !strrchr(line, ':'))
        fail("the server does not say its port");
    return atoi(strrchr(line, ':') + 1);
}

static int64_t nanoseconds(clockid_t clock)
{
    struct timespec t;
    if (clock_gettime(clock, &t) < 0)
        fail("clock");
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The processor time that the server has used. */
static int64_t server_cpu_ns(void)
{
    clockid_t clock;
    errno = clock_getcpuclockid(server, &clock);
    if (errno)
        fail("the server's clock");
    return nanoseconds(clock);
}

/* What the server's process has of the machine's memory. */
static long server_rss_bytes(void)
{
    char path[64];
    long size, pages = 0;
    FILE *f;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)server);
    f = fopen(path, "r");
    if (!f || fscanf(f, "%ld %ld", &size, &pages) != 2)
        fail(path);
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE);
}

static void stop_server(void)
{
    int status;
    kill(server, SIGTERM);
    if (waitpid(server, &status, 0) != server)
        fail("waitpid");
}

/* ---- connections ------------------------------------------------------------------------ */

static char message[MESSAGE_BYTES];

static void send_one(connection *c)
{
    if (send(c->fd, message, sizeof message, MSG_NOSIGNAL) != sizeof message)
        fail("send");
    c->missing = MESSAGE_BYTES;
}

static void send_timed(connection *c)
{
    c->sent_ns = nanoseconds(CLOCK_MONOTONIC);
    send_one(c);
}

/* Whether the answer is complete. */
static int receive_some(connection *c)
{
    char buf[MESSAGE_BYTES];
    ssize_t n = recv(c->fd, buf, (size_t)c->missing, 0);
    if (n <= 0 || memcmp(buf, message + MESSAGE_BYTES - c->missing, (size_t)n))
        fail("the answer is not what was sent");
    c->missing -= (int)n;
    return c->missing == 0;
}

static void open_connection(connection *c, int port)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct epoll_event in = { .events = EPOLLIN, .data.ptr = c };
    int one = 1;

    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof to) < 0)
        fail("connect");
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (epoll_ctl(set, EPOLL_CTL_ADD, c->fd, &in) < 0)
        fail("epoll_ctl");
}

/* One at a time, so that no listener's queue overflows. */
static void open_all(int port)
{
    connections = calloc((size_t)n_connections, sizeof *connections);
    set = epoll_create1(0);
    if (!connections || set < 0)
        fail("set up");
    for (int i = 0; i < n_connections; i++) {
        open_connection(&connections[i], port);
        send_one(&connections[i]);
        while (!receive_some(&connections[i]))
            ;
    }
}

/* ---- load ----------------------------------------------------------------------------------- */

static long to_send;                    /* requests that have not been sent */
static int64_t end_ns = INT64_MAX;      /* none is sent after that */

static void send_next(connection *c, int64_t now_ns)
{
    if (to_send == 0 || now_ns >= end_ns)
        return;
    to_send--;
    send_timed(c);
}

/* Answers that have come, of one wait. */
static long answer_some(void)
{
    struct epoll_event events[BATCH];
    long answered = 0;
    int n = epoll_wait(set, events, BATCH, PATIENCE_S * 1000);
    if (n == 0)
        errno = ETIMEDOUT;
    if (n <= 0)
        fail("the server is silent");
    for (int i = 0; i < n; i++) {
        connection *c = events[i].data.ptr;
        if (!receive_some(c))
            continue;
        int64_t now_ns = nanoseconds(CLOCK_MONOTONIC);
        histogram_add(&times, (uint64_t)(now_ns - c->sent_ns));
        answered++;
        send_next(c, now_ns);
    }
    return answered;
}

/* Gives how many requests were answered: all that were sent. */
static long run(long requests)
{
    long answered = 0;
    to_send = requests;
    for (int i = 0; i < n_connections; i++)
        send_next(&connections[i], 0);
    while (answered < requests - to_send)
        answered += answer_some();
    return answered;
}

static void measure(long requests, int64_t duration_ns)
{
    int64_t cpu_ns = server_cpu_ns(), begin_ns = nanoseconds(CLOCK_MONOTONIC);
    if (duration_ns > 0)
        end_ns = begin_ns + duration_ns;
    double answered = (double)run(requests);
    int64_t took_ns = nanoseconds(CLOCK_MONOTONIC) - begin_ns;

    printf("requests/s %.0f\ncpu_ns %.1f\n", answered * 1e9 / (double)took_ns,
           (double)(server_cpu_ns() - cpu_ns) / answered);
    printf("p50_us %.2f\np99_us %.2f\np99.9_us %.2f\n", histogram_quantile(&times, 0.5) / 1e3,
           histogram_quantile(&times, 0.99) / 1e3, histogram_quantile(&times, 0.999) / 1e3);
}

static void usage(void)
{
    fprintf(stderr, "usage: load [-c CONNECTIONS] [-n REQUESTS | -t MILLISECONDS | -i] SERVER [ARGUMENTS]\n");
    exit(2);
}

int main(int argc, char **argv)
{
    int idle = 0, option;
    long requests = 0, milliseconds = 0;
    while ((option = getopt(argc, argv, "+c:n:t:i")) != -1) {
        if (option == 'c')
            n_connections = atoi(optarg);
        else if (option == 'n')
            requests = atol(optarg);
        else if (option == 't')
            milliseconds = atol(optarg);
        else if (option == 'i')
            idle = 1;
        else
            usage();
    }
    if (optind == argc || n_connections < 1 || requests < 0 || milliseconds < 0
        || !!requests + !!milliseconds + idle != 1)
        usage();

    memset(message, 'm', sizeof message);
    raise_limit();
    alarm(300);                                 /* nothing here may stay for ever */
    open_all(start_server(argv + optind));
    if (!idle)
        measure(requests ? requests : LONG_MAX, milliseconds * 1000000);
    printf("rss_bytes %ld\n", server_rss_bytes());
    stop_server();
    return 0;
}
