/* errno.h: the C library's names of errors, each with a number of its own.
 *
 * Operations give negative ones, -4095…-1. avr-libc has one number for nearly all of
 * them, outside of that range: there they are what Linux has. */
#ifndef CEDE_ERRNO_H
#define CEDE_ERRNO_H

#include <errno.h>

#ifdef __AVR__
#undef EPERM
#undef ENOENT
#undef EINTR
#undef EIO
#undef ENXIO
#undef EBADF
#undef EAGAIN
#undef ENOMEM
#undef EBUSY
#undef EEXIST
#undef ENODEV
#undef EINVAL
#undef ENOSPC
#undef EPIPE
#undef EDEADLK
#undef ENODATA
#undef EPROTO
#undef EOVERFLOW
#undef EMSGSIZE
#undef ENOBUFS
#undef ENOTCONN
#undef ETIMEDOUT
#undef ECONNREFUSED
#undef ECONNRESET
#undef EALREADY
#undef ECANCELED
#define EPERM           1
#define ENOENT          2
#define EINTR           4
#define EIO             5
#define ENXIO           6
#define EBADF           9
#define EAGAIN          11
#define ENOMEM          12
#define EBUSY           16
#define EEXIST          17
#define ENODEV          19
#define EINVAL          22
#define ENOSPC          28
#define EPIPE           32
#define EDEADLK         35
#define ENODATA         61
#define EPROTO          71
#define EOVERFLOW       75
#define EMSGSIZE        90
#define ECONNRESET      104
#define ENOBUFS         105
#define ENOTCONN        107
#define ETIMEDOUT       110
#define ECONNREFUSED    111
#define EALREADY        114
#define ECANCELED       125
#endif

#endif
