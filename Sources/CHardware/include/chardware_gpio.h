#pragma once
#include <stdint.h>
/* The GPIO character device, second version (Linux 5.10), whose ioctl Swift cannot call. `chip` is an open /dev/gpiochipN.
   Texts are cut after 31 bytes, as the kernel keeps them. Everything returns -errno on failure. */

#define CHARDWARE_GPIO_TEXT 32

/* The chip's name (gpiochip0), its label, and how many lines it has. Returns 0. */
int chardware_gpio_chip(int chip, char name[CHARDWARE_GPIO_TEXT], char label[CHARDWARE_GPIO_TEXT], uint32_t *lines);
/* A line's name and who uses it, both possibly empty, and GPIO_V2_LINE_FLAG_ bits. Returns 0. */
int chardware_gpio_line(int chip, uint32_t line, char name[CHARDWARE_GPIO_TEXT], char consumer[CHARDWARE_GPIO_TEXT],
                        uint64_t *flags);
/* Takes a line. `flags` are GPIO_V2_LINE_FLAG_ bits; an output begins with `asserted`. Returns a descriptor that is closed
   on exec; closing it gives the line back. */
int chardware_gpio_request(int chip, uint32_t line, uint64_t flags, int asserted, const char *consumer);
/* Whether a line that was taken is asserted. Returns 0 or 1. */
int chardware_gpio_get(int line);
/* Drives a line that was taken. Returns 0. */
int chardware_gpio_set(int line, int asserted);
