static async_iter(int) from(int n)
{
    defer o(&n);
    for (;;) { yield(n++); within ((cede_duration){ 1 }) yield(await(a(n))); if (n > 9) return -5; }
}
static async_iter(struct s) pairs(void) { struct s s = { 1 }; yield(s); yield(await(t(s))); }
async int f(int n)
{
    cede_iter(int) *it = open_iter(from(3));
    int k;
    while (await(cede_next(it, &k)) > 0) { await_each (struct s y, pairs()) { if (y.m) break; n += y.n[0]; } else { return cede_each_error(); } }
    await_each (int y, boxed(i(n))) n += y;
    return n;
}
