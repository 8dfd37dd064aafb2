async int f(int n)
{
    __label__ one;
    void *to = n ? &&one : &&two;
    goto *to;
one: within ((cede_duration){ 2 }) { if (n) goto three; await(v()); goto one; }
two: { defer { n--; } goto three; }
three:
    if (n-- > 0) { int k = n; await(a(k)); goto two; }
    await(cede_sleep((cede_duration){ n }));
    return n;
}
