#include "cgcrypt.h"
#include <gcrypt.h>

int cgcrypt_start(void) {
  if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P)) return 0;
  if (!gcry_check_version(GCRYPT_VERSION)) return -1;
  /* Secrets here live in Swift memory anyway; a locked pool would only cost pages. */
  gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
  gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
  return 0;
}

void cgcrypt_md5(const void *data, size_t length, uint8_t out[16]) { gcry_md_hash_buffer(GCRY_MD_MD5, out, data, length); }

void cgcrypt_sha256(const void *data, size_t length, uint8_t out[32]) {
  gcry_md_hash_buffer(GCRY_MD_SHA256, out, data, length);
}

void cgcrypt_random(void *out, size_t length) { gcry_randomize(out, length, GCRY_STRONG_RANDOM); }

int cgcrypt_pbkdf2_sha256(
    const void *password, size_t password_length, const void *salt, size_t salt_length, unsigned long iterations,
    void *out, size_t out_length) {
  return (int)gcry_kdf_derive(
      password, password_length, GCRY_KDF_PBKDF2, GCRY_MD_SHA256, salt, salt_length, iterations, out_length, out);
}
