/* Another file would define it once more. */
#include <cede.h>

#include "header.h"
