/* Preloaded into a program, answers for the GPIO character device (second version of its interface) out of a process of
   its own, harness/gpio.py, which keeps the lines: so they outlive the program, as lines of a machine do.

   A chip or a line that was taken is a connection to that process, at the socket that GPIO_SHIM names; the kernel closes
   it however the program ends. Each ioctl is sent as it is and answered: code and size, four bytes each, and the bytes;
   back comes a status, 0 or an errno, and the bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define OPEN_CHIP 1

static int exchange(int fd, uint32_t code, void *bytes, uint32_t size) {
  uint32_t head[2] = {code, size};
  int32_t status;
  if (send(fd, head, sizeof head, MSG_NOSIGNAL) != sizeof head || send(fd, bytes, size, MSG_NOSIGNAL) != (ssize_t)size ||
      recv(fd, &status, sizeof status, MSG_WAITALL) != sizeof status ||
      recv(fd, bytes, size, MSG_WAITALL) != (ssize_t)size)
    status = EIO;
  if (status == 0) return 0;
  errno = status;
  return -1;
}

/* A connection that is about a chip, by the last part of its device's path. */
static int connected(const char *name) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  char chip[GPIO_MAX_NAME_SIZE] = {0};
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  strncpy(address.sun_path, getenv("GPIO_SHIM"), sizeof address.sun_path - 1);
  strncpy(chip, name, sizeof chip - 1);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 && exchange(fd, OPEN_CHIP, chip, sizeof chip) == 0)
    return fd;
  int code = errno;
  close(fd);
  errno = code;
  return -1;
}

static const char *chip_of(const char *path) {
  const char *name = strrchr(path, '/');
  return getenv("GPIO_SHIM") && name && strncmp(name + 1, "gpiochip", 8) == 0 && strstr(path, "/dev/") ? name + 1 : NULL;
}

#define OPEN(function)                                                            \
  int function(const char *path, int flags, ...) {                                \
    va_list arguments;                                                            \
    va_start(arguments, flags);                                                   \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(arguments, mode_t) : 0; \
    va_end(arguments);                                                            \
    const char *chip = chip_of(path);                                             \
    if (chip) return connected(chip);                                             \
    int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, #function);            \
    return next(path, flags, mode);                                               \
  }

OPEN(open)
OPEN(open64)

/* A line is a connection of its own; `fd` stays that of the chip. */
static int take(int fd, struct gpio_v2_line_request *request) {
  struct gpiochip_info info = {0};
  if (exchange(fd, GPIO_GET_CHIPINFO_IOCTL, &info, sizeof info) < 0) return -1;
  int line = connected(info.name);
  if (line < 0) return -1;
  if (exchange(line, GPIO_V2_GET_LINE_IOCTL, request, sizeof *request) < 0) {
    int code = errno;
    close(line);
    errno = code;
    return -1;
  }
  request->fd = line;
  return 0;
}

int ioctl(int fd, unsigned long code, ...) {
  va_list arguments;
  va_start(arguments, code);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  if (getenv("GPIO_SHIM")) switch (code) {
    case GPIO_V2_GET_LINE_IOCTL: return take(fd, argument);
    case GPIO_GET_CHIPINFO_IOCTL:
    case GPIO_V2_GET_LINEINFO_IOCTL:
    case GPIO_V2_LINE_GET_VALUES_IOCTL:
    case GPIO_V2_LINE_SET_VALUES_IOCTL: return exchange(fd, code, argument, _IOC_SIZE(code));
    }
  int (*next)(int, unsigned long, ...) = dlsym(RTLD_NEXT, "ioctl");
  return next(fd, code, argument);
}
