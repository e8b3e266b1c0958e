#include "cgcrypt.h"
#include <gcrypt.h>
#include <pthread.h>
#include <string.h>

int cgcrypt_start(void) {
  if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P)) return 0;
  if (!gcry_check_version(GCRYPT_VERSION)) return -1;
  /* Secrets here live in Swift memory anyway; a locked pool would only cost pages. */
  gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
  gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
  return 0;
}

/* Opening a hash makes libgcrypt collect entropy, with two system calls, which takes twenty times as long as hashing a
   login. So each thread keeps one. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static int key_failed;

static void close_hash(void *hash) { gcry_md_close(hash); }
static void make_key(void) { key_failed = pthread_key_create(&key, close_hash); }

static gcry_md_hd_t thread_hash(void) {
  pthread_once(&once, make_key);
  if (key_failed) return NULL;
  gcry_md_hd_t hash = pthread_getspecific(key);
  if (hash) return hash;
  if (gcry_md_open(&hash, GCRY_MD_MD5, 0)) return NULL;
  if (pthread_setspecific(key, hash)) {
    gcry_md_close(hash);
    return NULL;
  }
  return hash;
}

void cgcrypt_md5(const void *data, size_t length, uint8_t out[16]) {
  static const uint8_t zeros[64];
  gcry_md_hd_t hash = thread_hash();
  if (!hash) {
    gcry_md_hash_buffer(GCRY_MD_MD5, out, data, length);
    return;
  }
  gcry_md_write(hash, data, length);
  memcpy(out, gcry_md_read(hash, GCRY_MD_MD5), 16);
  gcry_md_reset(hash);
  /* What was hashed may have been a password: nothing of it stays in the hash's block. */
  gcry_md_write(hash, zeros, sizeof zeros);
  gcry_md_reset(hash);
}

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
