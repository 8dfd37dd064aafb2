async long f(int n, int (*q)(int), struct s w)
{
    long l = await(q(n)) + await((n ? a : a)(2)) * await(boxed(f(n, q, w)));
    w.n[await(a(0))] ^= await(t((struct s){ .n = { await(a(3)) } })).m;
    l += n ?: await(a(1)), p = &w.n[1], *p++ = await(a(2)) || await(a(3));
    l += _Generic(await(a(1)), int: sizeof await(a(2)), default: 3) + (long)&*(struct s){ 0 }.n;
    return n ? await(a(1)) : ({ int z[2] = { 0 }; z[await(a(1))]; });
}
