#pragma once
#include <linux/i2c.h>
#include <stdint.h>
/* The I2C character device, whose ioctl Swift cannot call. `bus` is an open /dev/i2c-N. Everything returns -errno on failure. */

/* Functions of the adapter, as I2C_FUNC_ bits. Returns 0. */
int chardware_i2c_functions(int bus, unsigned long *functions);
/* How long an exchange may take, in steps of 10 ms, and how often the kernel repeats one after lost arbitration. Returns 0. */
int chardware_i2c_limits(int bus, unsigned long timeout, unsigned long retries);
/* Writes, then after a repeated start reads; either length may be 0. Returns 0. */
int chardware_i2c_plain(int bus, uint16_t address, const uint8_t *out, uint16_t out_length, uint8_t *in, uint16_t in_length);
/* The address of SMBus operations from now on; -EBUSY where a kernel driver has it. Returns 0. */
int chardware_i2c_address(int bus, uint16_t address);
/* Whether SMBus operations carry packet error codes from now on. Returns 0. */
int chardware_i2c_checks(int bus, int on);
/* One SMBus operation, by libi2c. `size` is one of I2C_SMBUS_. `data` has I2C_SMBUS_BLOCK_MAX + 2 bytes: of a byte, the
   byte; of a word, two in the order of the bus; else the length and then so many. Returns 0. */
int chardware_i2c_smbus(int bus, int reads, uint8_t command, int size, uint8_t *data);
