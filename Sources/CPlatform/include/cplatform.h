#pragma once
#include <stdint.h>
#include <sys/types.h>

/* What Swift cannot call itself (variadic functions, macros) or what glibc only offers with care. */

/* Nanoseconds of CLOCK_MONOTONIC. */
uint64_t cplatform_monotonic_nanoseconds(void);
/* Microseconds of CLOCK_REALTIME since 1970-01-01 UTC. */
int64_t cplatform_wall_microseconds(void);
/* The kernel sends `signal` to this process when its parent dies. Returns 0 or -errno. */
int cplatform_die_with_parent(int signal);
/* Allows malloc so many arenas, before any other thread starts: many threads that mostly wait need not a heap each. */
void cplatform_limit_arenas(int count);
/* No core dumps, no tracing by others, no rights gained by executing a program, umask 077. */
void cplatform_seclude(void);
/* Empties the capability sets of the calling thread, and as far as it may its bounding set. Returns 0 or -errno. */
int cplatform_drop_capabilities(void);
/* A datagram socket connected to the Unix socket `path`, `@` at its start standing for an abstract one. Sending takes a
   second at most; closed on exec. Returns the descriptor or -errno. */
int cplatform_connect_datagram(const char *path);
/* Names the calling thread (15 characters). */
void cplatform_name_thread(const char *name);
/* Starts `arguments[0]` with `descriptor` as its descriptor 3, standard error kept, standard input and output on
   /dev/null, every other descriptor closed, signals unblocked and at their defaults. Returns the pid or -errno. */
pid_t cplatform_spawn(char *const arguments[], char *const environment[], int descriptor);
/* The same with the program at `program`, however it is called in `arguments`. */
pid_t cplatform_spawn_as(const char *program, char *const arguments[], char *const environment[], int descriptor);
