/* poison.h: tells AddressSanitizer what must not be touched; nothing without it. */
#ifndef CEDE_POISON_H
#define CEDE_POISON_H

#if defined(__SANITIZE_ADDRESS__)
#define CEDE__ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CEDE__ASAN 1
#endif
#endif

#ifdef CEDE__ASAN
#include <sanitizer/asan_interface.h>
#define CEDE__POISON(p, n)   __asan_poison_memory_region((p), (n))
#define CEDE__UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#else
#define CEDE__POISON(p, n)   ((void)(p), (void)(n))
#define CEDE__UNPOISON(p, n) ((void)(p), (void)(n))
#endif

#endif
