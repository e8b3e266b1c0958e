#pragma once
#include <stddef.h>
#include <stdint.h>

/* libgcrypt behind fixed-size functions: its macros and variadic controls do not import into Swift.
   Thread-safe after cgcrypt_start. */

/* Once, before anything else. Returns 0, or -1 when the library is older than the headers. */
int cgcrypt_start(void);
void cgcrypt_md5(const void *data, size_t length, uint8_t out[16]);
void cgcrypt_sha256(const void *data, size_t length, uint8_t out[32]);
/* Cryptographically strong, without blocking. */
void cgcrypt_random(void *out, size_t length);
/* PBKDF2 with HMAC-SHA-256. Returns 0 or a libgcrypt error number. */
int cgcrypt_pbkdf2_sha256(
    const void *password, size_t password_length, const void *salt, size_t salt_length, unsigned long iterations,
    void *out, size_t out_length);
