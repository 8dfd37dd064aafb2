/* program.h: examples as child processes, and plain blocking sockets to talk to them.
 *
 * EXAMPLES_DIR says where they are; PROGRAM_WRAPPER may hold a command that runs them
 * (valgrind). Everything here fails the running test where something goes wrong, and
 * nothing waits longer than a few seconds (a minute with a wrapper). */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <sys/types.h>

struct program {
    pid_t pid;
    int out;                    /* its standard output, a pipe */
    int port;                   /* from the line that it printed when it was ready */
};

/* Starts an example with one argument (null: none) and, where input is not null, that
 * as its standard input. It ends when the test does. */
void program_start(struct program *p, const char *name, const char *argument, const char *input);

/* The same for a server on a free port: waits until it is ready. */
void server_start(struct program *p, const char *name);

/* Everything that it prints until it ends; put '\0' behind it.
 *
 *   returns    its exit status; 128 + the signal that ended it */
int program_output(struct program *p, char *text, size_t size);

/* Sends it a signal and waits for its end.
 *
 *   returns    as program_output */
int program_stop(struct program *p, int sig);

/* A connection to a server on this machine; gives up waiting for bytes after some
 * seconds. -1: it was refused. */
int client_open(int port);
void client_send(int fd, const void *data, size_t n);
void client_say(int fd, const char *text);

/* Reads up to n bytes; fewer: the peer has closed the stream or reset it. */
size_t client_read(int fd, char *data, size_t n);

/* Reads as many bytes as text has and compares. */
void client_expect(int fd, const char *text);
void client_expect_end(int fd);
void client_reset(int fd);      /* closes with SO_LINGER 0 */

/* Raises the soft limit of descriptors to the hard one.
 *
 *   returns    the limit */
long raise_descriptor_limit(void);

#endif
