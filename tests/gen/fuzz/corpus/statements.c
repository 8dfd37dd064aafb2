async int f(int n)
{
    int b[3] = { 1, [2] = await(a(2)) };
    for (int k = await(a(0)); k < await(a(n)); k += await(a(1))) {
        if (k == 3 && await(a(k)))
            continue;
        switch (await(a(k))) {
        case 1 ... 2: { defer { await(v()); } break; }
        case 3: goto out;
        default: b[k] += k ? await(a(1)) : 4;
        }
    }
    do n--; while (n && await(a(n)));
    while (await(a(n)) > 2) { static int s; s++; }
out:
    return ({ int q = await(a(1)); if (q) goto out; q; }) + b[0];
}
