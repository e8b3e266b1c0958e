#define _GNU_SOURCE
#include "chardware_gpio.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <string.h>
#include <sys/ioctl.h>

_Static_assert(CHARDWARE_GPIO_TEXT == GPIO_MAX_NAME_SIZE, "texts of the kernel");

static int result(int status) { return status < 0 ? -errno : 0; }

static void copy(char to[CHARDWARE_GPIO_TEXT], const char from[GPIO_MAX_NAME_SIZE]) {
  memcpy(to, from, CHARDWARE_GPIO_TEXT);
  to[CHARDWARE_GPIO_TEXT - 1] = 0;
}

int chardware_gpio_chip(int chip, char name[CHARDWARE_GPIO_TEXT], char label[CHARDWARE_GPIO_TEXT], uint32_t *lines) {
  struct gpiochip_info info;
  memset(&info, 0, sizeof info);
  if (ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info) < 0) return -errno;
  copy(name, info.name);
  copy(label, info.label);
  *lines = info.lines;
  return 0;
}

int chardware_gpio_line(int chip, uint32_t line, char name[CHARDWARE_GPIO_TEXT], char consumer[CHARDWARE_GPIO_TEXT],
                        uint64_t *flags) {
  struct gpio_v2_line_info info;
  memset(&info, 0, sizeof info);
  info.offset = line;
  if (ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, &info) < 0) return -errno;
  copy(name, info.name);
  copy(consumer, info.consumer);
  *flags = info.flags;
  return 0;
}

int chardware_gpio_request(int chip, uint32_t line, uint64_t flags, int asserted, const char *consumer) {
  struct gpio_v2_line_request request;
  memset(&request, 0, sizeof request);
  request.offsets[0] = line;
  request.num_lines = 1;
  request.config.flags = flags;
  strncpy(request.consumer, consumer, sizeof request.consumer - 1);
  if (flags & GPIO_V2_LINE_FLAG_OUTPUT) {
    request.config.num_attrs = 1;
    request.config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES;
    request.config.attrs[0].attr.values = asserted ? 1 : 0;
    request.config.attrs[0].mask = 1;
  }
  if (ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request) < 0) return -errno;
  return request.fd;
}

int chardware_gpio_get(int line) {
  struct gpio_v2_line_values values = {0, 1};
  int status = result(ioctl(line, GPIO_V2_LINE_GET_VALUES_IOCTL, &values));
  return status ? status : (int)(values.bits & 1);
}

int chardware_gpio_set(int line, int asserted) {
  struct gpio_v2_line_values values = {asserted ? 1 : 0, 1};
  return result(ioctl(line, GPIO_V2_LINE_SET_VALUES_IOCTL, &values));
}
