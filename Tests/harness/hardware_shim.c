/* I2C buses that are directories of text files, for programs that have no real ones: preloaded, it answers what they ask
 * of /dev/i2c-N, wherever that is looked for.
 *
 * HARDWARE_SHIM names the directory. In it a directory `i2c-6` is an adapter, and in that
 *   49        the chip at 0x49; it may be replaced (by renaming another file to it) at any time
 *   70.2/     what is behind channel 2 of the switch in the file 70
 *   adapter   `plain`, `smbus` or both: what the adapter can do; without the file, both
 *   faults    `ADDRESS AFTER COUNT WHAT` a line: from the AFTER-th exchange with that address on (0: the next one; `*`:
 *             any address), so many of them (`*`: all), counted in each program from when it first sees the file. WHAT
 *             is nack, arbitration, timeout (after as long as the adapter was told to wait), pec, or busy (a driver of
 *             the kernel has the address).
 *
 * A chip is `REGISTER: BYTES` a line, all in hexadecimal, bytes as they are on the wire; `PAGE/REGISTER: BYTES` of one
 * page only, register 00 then selects it. Who reads on past a register gets the next one. Before that, on lines of
 * their own: `strict` (does not acknowledge registers that it has not), `pec` (ends answers with their packet error
 * code, and insists on that of writes that have one), `switch` (one control byte, register 00), `memory 1` or
 * `memory 2` (an EEPROM with so many bytes of offset; `REGISTER` is an offset). Writes are kept in the file.
 *
 * Where there is a file `log`, a line is added to it for each exchange: the process, the adapter, the address, then `w`
 * and `r` with their bytes, or `!` and the fault. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { HANDLES = 1024, BUSES = 64, FAULTS = 32, HOPS = 32, PATH = 400 };
#define FOREVER 0x7fffffff

struct stamp { ino_t inode; struct timespec time; off_t size; };
struct reg { int page; unsigned number; unsigned count; uint8_t *bytes; };
struct chip {
  struct chip *next;
  char path[PATH];
  struct stamp stamp;
  int is_there, is_strict, has_pec, is_switch, memory;
  unsigned pointer, count;
  struct reg *regs;
};
struct hop { unsigned address, channel; };
struct place { struct place *next; char path[PATH]; struct stamp stamp; int count; struct hop hops[HOPS]; };
struct fault { unsigned address; int any, after, count; char what[16]; };
struct bus {
  pthread_mutex_t mutex;
  struct chip *chips;
  struct place *places;
  struct stamp faults_stamp;
  int faults_count;
  struct fault faults[FAULTS];
};
static struct handle { int bus, is_open, address, checks; unsigned timeout; } handles[HANDLES];
static struct bus buses[BUSES];
static const char *root;
static char log_path[PATH];
static int (*next_open)(const char *, int, ...);
static int (*next_ioctl)(int, unsigned long, ...);
static int (*next_close)(int);

__attribute__((constructor)) static void begin(void) {
  next_open = dlsym(RTLD_NEXT, "open");
  next_ioctl = dlsym(RTLD_NEXT, "ioctl");
  next_close = dlsym(RTLD_NEXT, "close");
  root = getenv("HARDWARE_SHIM");
  for (int i = 0; i < BUSES; i++) pthread_mutex_init(&buses[i].mutex, NULL);
  if (root) snprintf(log_path, sizeof log_path, "%s/log", root);
}

/* Files */

static int is_changed(const char *path, struct stamp *known) {
  struct stat now;
  struct stamp stamp = {0};
  if (stat(path, &now) == 0) stamp = (struct stamp){now.st_ino, now.st_mtim, now.st_size};
  if (stamp.inode == known->inode && stamp.size == known->size && stamp.time.tv_sec == known->time.tv_sec &&
      stamp.time.tv_nsec == known->time.tv_nsec)
    return 0;
  *known = stamp;
  return 1;
}

static FILE *text_of(const char *path) {
  int file = next_open(path, O_RDONLY | O_CLOEXEC);
  return file < 0 ? NULL : fdopen(file, "r");
}

static void drop(struct chip *chip) {
  for (unsigned i = 0; i < chip->count; i++) free(chip->regs[i].bytes);
  free(chip->regs);
  chip->regs = NULL;
  chip->count = 0;
  chip->is_there = chip->is_strict = chip->has_pec = chip->is_switch = chip->memory = 0;
}

static struct reg *add(struct chip *chip, int page, unsigned number, const uint8_t *bytes, unsigned count) {
  chip->regs = realloc(chip->regs, (chip->count + 1) * sizeof *chip->regs);
  struct reg *reg = &chip->regs[chip->count++];
  *reg = (struct reg){page, number, count, malloc(count ? count : 1)};
  memcpy(reg->bytes, bytes, count);
  return reg;
}

static void load(struct chip *chip) {
  if (!is_changed(chip->path, &chip->stamp)) return;
  drop(chip);
  FILE *file = text_of(chip->path);
  if (!file) return;
  chip->is_there = 1;
  char line[1024];
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "#\n")] = 0;
    char *colon = strchr(line, ':');
    if (!colon) {
      if (!strncmp(line, "strict", 6)) chip->is_strict = 1;
      if (!strncmp(line, "pec", 3)) chip->has_pec = 1;
      if (!strncmp(line, "switch", 6)) chip->is_switch = 1;
      sscanf(line, "memory %d", &chip->memory);
      continue;
    }
    *colon = 0;
    int page = -1;
    unsigned number;
    if (sscanf(line, "%x/%x", (unsigned *)&page, &number) != 2) {
      page = -1;
      if (sscanf(line, "%x", &number) != 1) continue;
    }
    uint8_t bytes[300];
    unsigned count = 0;
    int length;
    unsigned byte;
    for (char *at = colon + 1; count < sizeof bytes && sscanf(at, "%2x%n", &byte, &length) == 1; at += length)
      bytes[count++] = (uint8_t)byte;
    add(chip, page, number, bytes, count);
  }
  fclose(file);
}

static void save(struct chip *chip) {
  char temporary[PATH + 16];
  snprintf(temporary, sizeof temporary, "%s.%d", chip->path, (int)getpid());
  int file = next_open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  FILE *out = file < 0 ? NULL : fdopen(file, "w");
  if (!out) return;
  if (chip->is_strict) fputs("strict\n", out);
  if (chip->has_pec) fputs("pec\n", out);
  if (chip->is_switch) fputs("switch\n", out);
  if (chip->memory) fprintf(out, "memory %d\n", chip->memory);
  for (unsigned i = 0; i < chip->count; i++) {
    struct reg *reg = &chip->regs[i];
    if (reg->page >= 0) fprintf(out, "%02x/", (unsigned)reg->page);
    fprintf(out, "%02x:", reg->number);
    for (unsigned k = 0; k < reg->count; k++) fprintf(out, " %02x", reg->bytes[k]);
    fputc('\n', out);
  }
  fclose(out);
  rename(temporary, chip->path);
  is_changed(chip->path, &chip->stamp);
}

static struct chip *chip_at(struct bus *bus, const char *path) {
  struct chip *chip = bus->chips;
  while (chip && strcmp(chip->path, path)) chip = chip->next;
  if (!chip) {
    chip = calloc(1, sizeof *chip);
    snprintf(chip->path, sizeof chip->path, "%s", path);
    chip->next = bus->chips;
    bus->chips = chip;
  }
  load(chip);
  return chip;
}

/* Who answers at an address: on the adapter, and behind the channels that are open. */
static int find(struct bus *bus, const char *path, unsigned address, struct chip **found) {
  struct place *place = bus->places;
  while (place && strcmp(place->path, path)) place = place->next;
  if (!place) {
    place = calloc(1, sizeof *place);
    snprintf(place->path, sizeof place->path, "%s", path);
    place->next = bus->places;
    bus->places = place;
  }
  if (is_changed(path, &place->stamp)) {
    place->count = 0;
    DIR *directory = opendir(path);
    struct dirent *entry;
    struct hop hop;
    while (directory && (entry = readdir(directory)) && place->count < HOPS)
      if (sscanf(entry->d_name, "%x.%u", &hop.address, &hop.channel) == 2 && strlen(entry->d_name) == 4)
        place->hops[place->count++] = hop;
    if (directory) closedir(directory);
  }
  char below[PATH];
  snprintf(below, sizeof below, "%s/%02x", path, address);
  struct chip *chip = chip_at(bus, below);
  int count = chip->is_there;
  if (chip->is_there) *found = chip;
  for (int i = 0; i < place->count; i++) {
    struct hop hop = place->hops[i];
    snprintf(below, sizeof below, "%s/%02x", path, hop.address);
    struct chip *gate = chip_at(bus, below);
    if (!gate->is_there || !gate->count || !(gate->regs[0].bytes[0] >> hop.channel & 1)) continue;
    snprintf(below, sizeof below, "%s/%02x.%u", path, hop.address, hop.channel);
    count += find(bus, below, address, found);
  }
  return count;
}

/* Chips */

static struct reg *reg_of(struct chip *chip, unsigned number) {
  struct reg *common = NULL;
  unsigned page = 0;
  for (unsigned i = 0; i < chip->count; i++)
    if (chip->regs[i].page < 0 && chip->regs[i].number == 0 && chip->regs[i].count) page = chip->regs[i].bytes[0];
  for (unsigned i = 0; i < chip->count; i++) {
    if (chip->regs[i].number != number) continue;
    if (chip->regs[i].page == (int)page) return &chip->regs[i];
    if (chip->regs[i].page < 0) common = &chip->regs[i];
  }
  return common;
}

static uint8_t code_of(uint8_t code, const uint8_t *bytes, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    code ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) code = (uint8_t)(code & 0x80 ? code << 1 ^ 7 : code << 1);
  }
  return code;
}

static uint8_t *memory_at(struct chip *chip, unsigned offset) {
  for (unsigned i = 0; i < chip->count; i++) {
    struct reg *reg = &chip->regs[i];
    if (reg->number <= offset && offset < reg->number + reg->count) return &reg->bytes[offset - reg->number];
  }
  return NULL;
}

/* What a chip makes of bytes written to it. Returns an errno. */
static int written(struct chip *chip, unsigned address, const uint8_t *bytes, unsigned count) {
  if (count == 0) return 0;
  if (chip->is_switch) {
    if (chip->count == 0) add(chip, -1, 0, bytes, 1);
    chip->regs[0].bytes[0] = bytes[count - 1];
    save(chip);
    return 0;
  }
  unsigned offset = chip->memory == 2 && count > 1 ? 2 : 1;
  chip->pointer = offset == 2 ? bytes[0] << 8 | bytes[1] : bytes[0];
  if (chip->memory) {
    for (unsigned i = offset; i < count; i++, chip->pointer++)
      if (memory_at(chip, chip->pointer)) *memory_at(chip, chip->pointer) = bytes[i];
    if (count > offset) save(chip);
    return 0;
  }
  struct reg *reg = reg_of(chip, bytes[0]);
  if (!reg && chip->is_strict) return ENXIO;
  if (count == 1) return 0;
  if (chip->has_pec && reg && count == reg->count + 2) {
    uint8_t head = (uint8_t)(address << 1);
    if (code_of(code_of(0, &head, 1), bytes, count) != 0) return ENXIO;
    count--;
  }
  unsigned number = bytes[0];
  for (unsigned i = 1; i < count;) {
    reg = reg_of(chip, number++);
    if (!reg) reg = add(chip, -1, number - 1, bytes + i, count - i);
    for (unsigned k = 0; k < reg->count && i < count; k++) reg->bytes[k] = bytes[i++];
  }
  save(chip);
  return 0;
}

/* What a chip says. `before`: the message that it answers, or NULL. */
static int said(struct chip *chip, unsigned address, const struct i2c_msg *before, uint8_t *bytes, unsigned count) {
  unsigned at = 0, number = chip->pointer;
  memset(bytes, 0xff, count);
  if (chip->is_switch) {
    if (count && chip->count) bytes[0] = chip->regs[0].bytes[0];
    return 0;
  }
  if (chip->memory) {
    for (; at < count; at++, chip->pointer++)
      if (memory_at(chip, chip->pointer)) bytes[at] = *memory_at(chip, chip->pointer);
    return 0;
  }
  struct reg *reg = reg_of(chip, number);
  if (!reg && chip->is_strict) return ENXIO;
  if (chip->has_pec && reg) {
    uint8_t head[2] = {(uint8_t)(address << 1), (uint8_t)(address << 1 | 1)};
    uint8_t code = before ? code_of(code_of(0, head, 1), before->buf, before->len) : 0;
    code = code_of(code_of(code, head + 1, 1), reg->bytes, reg->count);
    for (; at < count && at < reg->count; at++) bytes[at] = reg->bytes[at];
    if (at < count) bytes[at] = code;
    return 0;
  }
  for (; at < count && number < 256; number++) {
    reg = reg_of(chip, number);
    if (!reg) bytes[at++] = 0;
    for (unsigned k = 0; reg && k < reg->count && at < count; k++) bytes[at++] = reg->bytes[k];
  }
  return 0;
}

/* Exchanges */

static const char *fault_for(struct bus *bus, const char *path, unsigned address) {
  char name[PATH];
  snprintf(name, sizeof name, "%.390s/faults", path);
  if (is_changed(name, &bus->faults_stamp)) {
    bus->faults_count = 0;
    FILE *file = text_of(name);
    char line[128], where[8], count[16];
    while (file && bus->faults_count < FAULTS && fgets(line, sizeof line, file)) {
      struct fault *fault = &bus->faults[bus->faults_count];
      if (sscanf(line, "%7s %d %15s %15s", where, &fault->after, count, fault->what) != 4) continue;
      fault->any = where[0] == '*';
      fault->address = (unsigned)strtoul(where, NULL, 16);
      fault->count = count[0] == '*' ? FOREVER : atoi(count);
      bus->faults_count++;
    }
    if (file) fclose(file);
  }
  const char *found = NULL;
  for (int i = 0; i < bus->faults_count; i++) {
    struct fault *fault = &bus->faults[i];
    if (!fault->any && fault->address != address) continue;
    if (fault->after > 0) {
      fault->after--;
    } else if (fault->count > 0) {
      if (fault->count != FOREVER) fault->count--;
      if (!found) found = fault->what;
    }
  }
  return found;
}

static void note(struct handle *handle, const struct i2c_msg *messages, unsigned count, const char *fault) {
  int file = next_open(log_path, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file < 0) return;
  char line[2048];
  int length = snprintf(line, 100, "%d i2c-%d %02x", (int)getpid(), handle->bus, count ? messages[0].addr : 0);
  for (unsigned i = 0; i < count; i++) {
    int reads = messages[i].flags & I2C_M_RD;
    length += snprintf(line + length, 4, reads ? " r" : " w");
    for (unsigned k = 0; k < messages[i].len && k < 300 && !(reads && fault); k++)
      length += snprintf(line + length, 4, " %02x", messages[i].buf[k]);
  }
  length += snprintf(line + length, 32, fault ? " ! %s\n" : "\n", fault);
  ssize_t ignored = write(file, line, (size_t)length);
  (void)ignored;
  next_close(file);
}

/* `is_checked`: the adapter itself compares packet error codes. */
static int exchange(struct handle *handle, struct i2c_msg *messages, unsigned count, int is_checked) {
  struct bus *bus = &buses[handle->bus];
  char path[PATH], lock_path[PATH];
  snprintf(path, sizeof path, "%s/i2c-%d", root, handle->bus);
  snprintf(lock_path, sizeof lock_path, "%s/lock", root);
  pthread_mutex_lock(&bus->mutex);
  int writes = 0, lock = -1, status = 0;
  for (unsigned i = 0; i < count; i++) writes |= !(messages[i].flags & I2C_M_RD);
  if (writes && (lock = next_open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0666)) >= 0) flock(lock, LOCK_EX);
  const char *fault = fault_for(bus, path, count ? messages[0].addr : 0);
  if (fault && !strcmp(fault, "nack")) status = ENXIO;
  if (fault && !strcmp(fault, "arbitration")) status = EAGAIN;
  if (fault && !strcmp(fault, "timeout")) status = ETIMEDOUT;
  if (fault && !strcmp(fault, "pec") && is_checked) status = EBADMSG;
  for (unsigned i = 0; i < count && !status; i++) {
    struct chip *chip = NULL;
    unsigned address = messages[i].addr;
    int answers = find(bus, path, address, &chip);
    if (answers != 1) {
      status = answers ? EIO : ENXIO;
      fault = answers ? "collision" : "nobody";
    } else if (messages[i].flags & I2C_M_RD) {
      const struct i2c_msg *before = i && !(messages[i - 1].flags & I2C_M_RD) ? &messages[i - 1] : NULL;
      status = said(chip, address, before, messages[i].buf, messages[i].len);
      if (!status && fault && !strcmp(fault, "pec") && messages[i].len)
        messages[i].buf[messages[i].len - 1] ^= 0x5a;
    } else {
      status = written(chip, address, messages[i].buf, messages[i].len);
    }
    if (status && !fault) fault = "nack";
  }
  note(handle, messages, count, status ? fault : NULL);
  if (lock >= 0) next_close(lock);
  pthread_mutex_unlock(&bus->mutex);
  if (status == ETIMEDOUT) {
    struct timespec wait = {handle->timeout / 100, handle->timeout % 100 * 10000000L};
    nanosleep(&wait, NULL);
  }
  errno = status;
  return status ? -1 : (int)count;
}

static int smbus(struct handle *handle, struct i2c_smbus_ioctl_data *call) {
  int reads = call->read_write == I2C_SMBUS_READ;
  union i2c_smbus_data *data = call->data;
  uint8_t out[40] = {call->command}, in[40] = {0};
  struct i2c_msg messages[2] = {{.addr = (uint16_t)handle->address, .len = 1, .buf = out},
                                {.addr = (uint16_t)handle->address, .flags = I2C_M_RD, .len = 0, .buf = in}};
  unsigned count = 1 + (reads ? 1 : 0), first = 0;
  switch (call->size) {
  case I2C_SMBUS_QUICK:
    messages[0].len = 0;
    count = 1;
    break;
  case I2C_SMBUS_BYTE:
    messages[1].len = 1;
    if (reads) first = 1, count = 1;
    break;
  case I2C_SMBUS_BYTE_DATA:
    messages[1].len = 1;
    if (!reads) out[1] = data->byte, messages[0].len = 2;
    break;
  case I2C_SMBUS_WORD_DATA:
    messages[1].len = 2;
    if (!reads) out[1] = data->word & 255, out[2] = data->word >> 8, messages[0].len = 3;
    break;
  case I2C_SMBUS_BLOCK_DATA:
    messages[1].len = 33;
    if (!reads) memcpy(out + 1, data->block, 1u + data->block[0] % 33), messages[0].len = (uint16_t)(2 + data->block[0] % 33);
    break;
  case I2C_SMBUS_I2C_BLOCK_DATA:
  case I2C_SMBUS_I2C_BLOCK_BROKEN:
    messages[1].len = data->block[0] % 33;
    if (!reads) memcpy(out + 1, data->block + 1, data->block[0] % 33), messages[0].len = (uint16_t)(1 + data->block[0] % 33);
    break;
  default: errno = EOPNOTSUPP; return -1;
  }
  if (exchange(handle, messages + first, count, handle->checks) < 0) return -1;
  if (!reads || !data) return 0;
  switch (call->size) {
  case I2C_SMBUS_BYTE:
  case I2C_SMBUS_BYTE_DATA: data->byte = in[0]; break;
  case I2C_SMBUS_WORD_DATA: data->word = (uint16_t)(in[0] | in[1] << 8); break;
  case I2C_SMBUS_BLOCK_DATA:
    if (in[0] > 32) return errno = EPROTO, -1;
    memcpy(data->block, in, 1u + in[0]);
    break;
  default: memcpy(data->block + 1, in, messages[1].len);
  }
  return 0;
}

static unsigned long functions(int bus) {
  char path[PATH], words[64] = "plain smbus";
  snprintf(path, sizeof path, "%s/i2c-%d/adapter", root, bus);
  FILE *file = text_of(path);
  if (file) {
    if (!fgets(words, sizeof words, file)) words[0] = 0;
    fclose(file);
  }
  return (strstr(words, "plain") ? I2C_FUNC_I2C : 0ul) |
         (strstr(words, "smbus") ? (unsigned long)I2C_FUNC_SMBUS_EMUL | I2C_FUNC_SMBUS_READ_BLOCK_DATA : 0ul);
}

/* What programs call */

static int opened(const char *path, int flags, mode_t mode) {
  const char *device = root && path ? strstr(path, "/dev/i2c-") : NULL;
  int number, length = 0;
  if (!device || sscanf(device, "/dev/i2c-%d%n", &number, &length) != 1 || device[length] || number < 0 || number >= BUSES)
    return next_open(path, flags, mode);
  char directory[PATH];
  struct stat about;
  snprintf(directory, sizeof directory, "%s/i2c-%d", root, number);
  if (stat(directory, &about) < 0) return errno = ENOENT, -1;
  int handle = next_open("/dev/null", O_RDWR | (flags & O_CLOEXEC));
  if (handle >= HANDLES) {
    next_close(handle);
    return errno = EMFILE, -1;
  }
  if (handle >= 0) handles[handle] = (struct handle){.bus = number, .is_open = 1, .timeout = 100};
  return handle;
}

static mode_t mode_of(int flags, va_list list) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(list, mode_t) : 0; }

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = mode_of(flags, list);
  va_end(list);
  return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = mode_of(flags, list);
  va_end(list);
  return opened(path, flags | O_LARGEFILE, mode);
}

int __open_2(const char *path, int flags) { return opened(path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(path, flags | O_LARGEFILE, 0); }

int close(int number) {
  if (number >= 0 && number < HANDLES) handles[number].is_open = 0;
  return next_close(number);
}

int ioctl(int number, unsigned long request, ...) {
  va_list list;
  va_start(list, request);
  void *argument = va_arg(list, void *);
  va_end(list);
  if (number < 0 || number >= HANDLES || !handles[number].is_open) return next_ioctl(number, request, argument);
  struct handle *handle = &handles[number];
  switch (request) {
  case I2C_FUNCS: *(unsigned long *)argument = functions(handle->bus); return 0;
  case I2C_SLAVE: {
    char path[PATH];
    snprintf(path, sizeof path, "%s/i2c-%d", root, handle->bus);
    handle->address = (int)(long)argument;
    /* Looked at without being counted, as this is no exchange. */
    struct bus *bus = &buses[handle->bus];
    int is_busy = 0;
    pthread_mutex_lock(&bus->mutex);
    for (int i = 0; i < bus->faults_count; i++)
      is_busy |= bus->faults[i].address == (unsigned)handle->address && !strcmp(bus->faults[i].what, "busy");
    pthread_mutex_unlock(&bus->mutex);
    return is_busy ? (errno = EBUSY, -1) : 0;
  }
  case I2C_SLAVE_FORCE: handle->address = (int)(long)argument; return 0;
  case I2C_PEC: handle->checks = argument != NULL; return 0;
  case I2C_TIMEOUT: handle->timeout = (unsigned)(unsigned long)argument; return 0;
  case I2C_TENBIT:
  case I2C_RETRIES: return 0;
  case I2C_RDWR: {
    struct i2c_rdwr_ioctl_data *data = argument;
    if (!(functions(handle->bus) & I2C_FUNC_I2C)) return errno = EOPNOTSUPP, -1;
    return exchange(handle, data->msgs, data->nmsgs, 0);
  }
  case I2C_SMBUS: return smbus(handle, argument);
  default: return errno = ENOTTY, -1;
  }
}
