/* scan.h: bytes cut into preprocessing tokens, C99 to C23.
 *
 * Read twice by cedec: lex.c scans the preprocessed text, align.c the file as its
 * user wrote it. Knows white space, comments, spliced lines (backslash, newline)
 * and tokens; directives are the caller's, who sees '#' first on a line.
 *
 * Always:
 *   1. every call moves on or says the end, whatever the bytes are; all calls
 *      together look at each byte a bounded number of times;
 *   2. nothing is reported: a lexeme that is wrong says so in its problem. */
#ifndef GEN_SCAN_H
#define GEN_SCAN_H

#include "ast.h"

struct scan {
    const char *at, *end;
    const char *taken;      /* behind the last byte that was taken; at may be past a splice */
    int line;               /* of at, 1-based */
    bool space, bol;        /* what was seen since the last lexeme */
};

enum scan_problem { SCAN_GOOD, SCAN_OPEN_STRING, SCAN_OPEN_CHAR, SCAN_STRAY };

struct lexeme {
    enum token_kind kind;   /* T_EOF at the end; never T_PRAGMA */
    int punct;              /* as of tokens; SCAN_STRAY: the character's number, or the byte */
    const char *begin, *end;
    int line;               /* of begin */
    bool spliced;           /* a line was continued inside it */
    bool space, bol;        /* as of tokens */
    enum scan_problem problem;
};

struct scan scan_begin(const char *bytes, size_t n);
/* The next token, behind white space and comments. */
struct lexeme scan_next(struct scan *s);
/* The same, if it is on the current line; else says T_EOF and does not move. */
struct lexeme scan_next_on_line(struct scan *s);
/* Moves to the newline that ends the current line, comments and splices heeded. */
void scan_skip_line(struct scan *s);
/* Interned, without splices. */
const char *scan_spelling(const struct lexeme *l);
/* The same of any range; white space at its ends is left out. */
const char *scan_text(const char *begin, const char *end);
/* The name in the string literal of a line marker, interned. */
const char *scan_unquote(const char *literal);

#endif
