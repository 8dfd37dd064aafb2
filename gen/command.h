/* command.h: the command line of a C compiler, as far as cedec has to understand it. */
#ifndef GEN_COMMAND_H
#define GEN_COMMAND_H

#include "text.h"
#include "warning.h"

struct arguments { const char **at; size_t n, cap; };

enum command_makes {
    MAKES_PROGRAM,
    MAKES_OBJECT,           /* -c */
    MAKES_ASSEMBLY,         /* -S */
    MAKES_TEXT,             /* -E */
    MAKES_NOTHING,          /* -fsyntax-only */
    MAKES_ANSWERS           /* nothing is compiled (-M, -E -dM, -###), or nothing to generate (-fpreprocessed) */
};

struct command {
    struct arguments words;         /* words.at[0] is the program; response files are opened; NULL-terminated */
    VEC(size_t) sources;            /* words that name C sources; "-" is standard input */
    size_t first;                   /* the first word that belongs to the compiler and not to its name */
    const char *output;             /* of -o; NULL: none given */
    enum command_makes makes;
    bool said_c;                    /* the sources stand under -x c */
    bool has_response;              /* some words came out of a response file */
    bool depends;                   /* -MD, -MMD */
    const char *depfile;            /* -MF and the like; NULL: the compiler names it itself */
    bool has_target;                /* -MT, -MQ */
    const char *fragment;           /* -MJ; NULL: none */
    struct warnings *warn;          /* while it is read */
    bool has_ours;                  /* there were words that only cedec knows */
};

/* Takes what cedec knows of warnings out of the words, and the rest of them into w. */
struct command command_read(char **argv, struct warnings *w);
/* The same of a command that is only run as preprocessor, NULL-terminated. */
char **command_without_ours(char **argv, struct warnings *w);
/* The same words as a preprocessor run: `cc … -E more… path`, NULL-terminated. What would
 * make output, dependencies or another format is left out, and all inputs. */
struct arguments command_preprocessor(char **cc, const char *const *more, const char *path);
/* Adds the words of cc[1] and on that say how a file is read. */
void command_copy(struct arguments *out, char **cc);
/* The argument of this option at word i, joined to it or the next word; NULL: word i is another. */
const char *command_value(const struct command *c, size_t i, const char *option);

#endif
