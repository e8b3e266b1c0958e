// Preloaded: what a program does with /dev/i2c-N goes to the socket I2C_FORWARD instead, as the words of i2ctransfer in a
// line; the answer is a line that begins with = and has the bytes that were read, or with ! and has an errno.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { descriptors = 1024 };
static struct {
  char used;
  uint16_t address;
} buses[descriptors];

static int connected(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, getenv("I2C_FORWARD"), sizeof address.sun_path - 1);
  int bus = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bus < 0) return -1;
  if (bus >= descriptors || connect(bus, (struct sockaddr *)&address, sizeof address)) {
    close(bus);
    errno = ENODEV;
    return -1;
  }
  buses[bus].used = 1;
  return bus;
}

static int opened(const char *path, int flags, mode_t mode) {
  static int (*real)(const char *, int, ...);
  if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  const char *device = path && getenv("I2C_FORWARD") ? strstr(path, "/dev/i2c-") : NULL;
  return device ? connected() : real(path, flags, mode);
}

#define OPEN(name)                                                     \
  int name(const char *path, int flags, ...) {                         \
    va_list list;                                                      \
    va_start(list, flags);                                             \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; \
    va_end(list);                                                      \
    return opened(path, flags, mode);                                  \
  }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "close");
  if (descriptor >= 0 && descriptor < descriptors) buses[descriptor].used = 0;
  return real(descriptor);
}

// What is answered to a line: as many bytes as there is room for, or -1 with errno.
static int ask(int bus, const char *line, uint8_t *in, int room) {
  char answer[4096];
  size_t length = 0;
  if (send(bus, line, strlen(line), MSG_NOSIGNAL) < 0) return -1;
  while (length == 0 || answer[length - 1] != '\n') {
    ssize_t got = length < sizeof answer - 1 ? recv(bus, answer + length, sizeof answer - 1 - length, 0) : 0;
    if (got <= 0) {
      errno = ENODEV;
      return -1;
    }
    length += (size_t)got;
  }
  answer[length] = 0;
  if (answer[0] != '=') {
    errno = atoi(answer + 1);
    return -1;
  }
  int count = 0;
  char *at = answer + 1, *next;
  for (unsigned long byte; count < room; at = next) {
    byte = strtoul(at, &next, 0);
    if (next == at) break;
    in[count++] = (uint8_t)byte;
  }
  return count;
}

static char *said(char *at, uint16_t address, int reads, const uint8_t *bytes, int count) {
  at += sprintf(at, "%c%d@0x%02x ", reads ? 'r' : 'w', count, address);
  for (int i = 0; !reads && i < count; i++) at += sprintf(at, "0x%02x ", bytes[i]);
  return at;
}

static int exchange(int bus, struct i2c_rdwr_ioctl_data *exchange) {
  char line[8192], *at = line;
  for (unsigned i = 0; i < exchange->nmsgs; i++) {
    struct i2c_msg *message = &exchange->msgs[i];
    if (message->len > 512) return errno = EINVAL, -1;
    at = said(at, message->addr, message->flags & I2C_M_RD, message->buf, message->len);
  }
  strcpy(at, "\n");
  struct i2c_msg *last = &exchange->msgs[exchange->nmsgs - 1];
  int reads = last->flags & I2C_M_RD;
  int count = ask(bus, line, last->buf, reads ? last->len : 0);
  return count < 0 ? -1 : (int)exchange->nmsgs;
}

// As the kernel does SMBus over plain messages.
static int smbus(int bus, struct i2c_smbus_ioctl_data *operation) {
  uint16_t address = buses[bus].address;
  uint8_t out[34] = {operation->command}, in[34], *data = operation->data ? operation->data->block : NULL;
  int reads = operation->read_write == I2C_SMBUS_READ, sent = 1, wanted = 0, isBlock = 0;
  switch (operation->size) {
  case I2C_SMBUS_BYTE:
    if (reads) sent = 0, wanted = 1;
    break;
  case I2C_SMBUS_BYTE_DATA:
    if (reads) wanted = 1; else out[sent++] = data[0];
    break;
  case I2C_SMBUS_WORD_DATA:
    if (reads) wanted = 2; else out[sent++] = data[0], out[sent++] = data[1];
    break;
  case I2C_SMBUS_BLOCK_DATA:
    if (reads) isBlock = 1; else memcpy(out + 1, data, data[0] + 1), sent += data[0] + 1;
    break;
  case I2C_SMBUS_I2C_BLOCK_DATA:
    if (reads) wanted = data[0]; else memcpy(out + 1, data + 1, data[0]), sent += data[0];
    break;
  default: return errno = EOPNOTSUPP, -1;
  }
  char line[1024], *at = line;
  if (sent) at = said(at, address, 0, out, sent);
  if (wanted) at = said(at, address, 1, NULL, wanted);
  if (isBlock) at += sprintf(at, "r?");
  strcpy(at, "\n");
  int count = ask(bus, line, in, sizeof in);
  if (count < 0) return -1;
  if (operation->size == I2C_SMBUS_I2C_BLOCK_DATA && reads) memcpy(data + 1, in, (size_t)count), data[0] = (uint8_t)count;
  else if (reads) memcpy(data, in, (size_t)count);
  return 0;
}

int ioctl(int descriptor, unsigned long request, ...) {
  static int (*real)(int, unsigned long, ...);
  if (!real) real = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
  va_list list;
  va_start(list, request);
  void *argument = va_arg(list, void *);
  va_end(list);
  if (descriptor < 0 || descriptor >= descriptors || !buses[descriptor].used) return real(descriptor, request, argument);
  switch (request) {
  case I2C_FUNCS:
    // Those of the kernel's i2c-aspeed, without packet error codes.
    *(unsigned long *)argument = (I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL | I2C_FUNC_SMBUS_BLOCK_DATA) & ~I2C_FUNC_SMBUS_PEC;
    return 0;
  case I2C_SLAVE:
  case I2C_SLAVE_FORCE: buses[descriptor].address = (uint16_t)(uintptr_t)argument; return 0;
  case I2C_PEC: return argument ? (errno = EOPNOTSUPP, -1) : 0;
  case I2C_TIMEOUT:
  case I2C_RETRIES: return 0;
  case I2C_RDWR: return exchange(descriptor, argument);
  case I2C_SMBUS: return smbus(descriptor, argument);
  default: return errno = ENOTTY, -1;
  }
}
