/* Tabs do not move the mark. */
#include <cede.h>

async int f(int x);

async int g(void)
{
		int	x =	f(2);	/* ü ö */
	return	x;
}
