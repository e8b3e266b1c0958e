#include "chardware_i2c.h"
#include <errno.h>
#include <i2c/smbus.h>
#include <linux/i2c-dev.h>
#include <string.h>
#include <sys/ioctl.h>

static int result(int status) { return status < 0 ? -errno : 0; }

int chardware_i2c_functions(int bus, unsigned long *functions) { return result(ioctl(bus, I2C_FUNCS, functions)); }

int chardware_i2c_limits(int bus, unsigned long timeout, unsigned long retries) {
  int status = result(ioctl(bus, I2C_TIMEOUT, timeout));
  return status ? status : result(ioctl(bus, I2C_RETRIES, retries));
}

int chardware_i2c_plain(int bus, uint16_t address, const uint8_t *out, uint16_t out_length, uint8_t *in,
                        uint16_t in_length) {
  struct i2c_msg messages[2];
  struct i2c_rdwr_ioctl_data exchange = {messages, 0};
  if (out_length)
    messages[exchange.nmsgs++] = (struct i2c_msg){.addr = address, .len = out_length, .buf = (uint8_t *)out};
  if (in_length)
    messages[exchange.nmsgs++] = (struct i2c_msg){.addr = address, .flags = I2C_M_RD, .len = in_length, .buf = in};
  return result(ioctl(bus, I2C_RDWR, &exchange));
}

int chardware_i2c_address(int bus, uint16_t address) { return result(ioctl(bus, I2C_SLAVE, (unsigned long)address)); }

int chardware_i2c_checks(int bus, int on) { return result(ioctl(bus, I2C_PEC, (unsigned long)on)); }

int chardware_i2c_smbus(int bus, int reads, uint8_t command, int size, uint8_t *data) {
  union i2c_smbus_data content;
  memcpy(content.block, data, sizeof content.block);
  if (size == I2C_SMBUS_WORD_DATA) content.word = (uint16_t)(data[0] | data[1] << 8);
  int status = i2c_smbus_access(bus, reads ? I2C_SMBUS_READ : I2C_SMBUS_WRITE, command, size, &content);
  if (status < 0) return status;
  if (size == I2C_SMBUS_WORD_DATA) {
    data[0] = (uint8_t)content.word;
    data[1] = (uint8_t)(content.word >> 8);
  } else {
    memcpy(data, content.block, sizeof content.block);
  }
  return 0;
}
