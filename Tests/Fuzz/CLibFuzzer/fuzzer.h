#include <stddef.h>
#include <stdint.h>

// libFuzzer's main loop, from the compiler's runtime library: it never returns, but for `-help=1` and errors.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*test)(const uint8_t *bytes, size_t size));
