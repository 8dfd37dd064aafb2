/* macros.h: what goes wrong in here goes wrong where it is called. */
#define TWICE(x) ((x) + (x))
#define CALL(x) f(x)
#define CALL_BOTH(a, b) \
    (CALL(a) +          \
     CALL(b))
#define ALIAS f
