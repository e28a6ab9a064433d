// crc32c.c: CRC-32C in portable C, eight bytes a step, and the choice of something faster, made once.
#include "crc32c.h"

#include <pthread.h>
#include <stdatomic.h>

// Castagnoli's polynomial, bits reversed.
static const uint32_t polynomial = 0x82f63b78;

// table[n][b]: the CRC of byte b followed by n zero bytes ("slicing by 8").
static uint32_t table[8][256];
static pthread_once_t table_once = PTHREAD_ONCE_INIT;

static void fill_table(void) {
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? polynomial : 0);
    table[0][byte] = crc;
  }
  for (uint32_t byte = 0; byte < 256; byte++) {
    for (int n = 1; n < 8; n++) table[n][byte] = (table[n - 1][byte] >> 8) ^ table[0][table[n - 1][byte] & 0xff];
  }
}

static inline uint32_t load_le32(const uint8_t *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

uint32_t token_crc32c_portable(uint32_t crc, const void *data, size_t length) {
  pthread_once(&table_once, fill_table);
  const uint8_t *p = data;
  crc = ~crc;
  for (; length >= 8; p += 8, length -= 8) {
    const uint32_t low = crc ^ load_le32(p), high = load_le32(p + 4);
    crc = table[7][low & 0xff] ^ table[6][low >> 8 & 0xff] ^ table[5][low >> 16 & 0xff] ^ table[4][low >> 24] ^
          table[3][high & 0xff] ^ table[2][high >> 8 & 0xff] ^ table[1][high >> 16 & 0xff] ^ table[0][high >> 24];
  }
  for (; length > 0; p++, length--) crc = (crc >> 8) ^ table[0][(crc ^ *p) & 0xff];
  return ~crc;
}

static token_crc32c_function choose(void) {
  token_crc32c_function function = token_crc32c_sse42();
  if (function == NULL) function = token_crc32c_arm64();
  return function != NULL ? function : token_crc32c_portable;
}

uint32_t token_crc32c(uint32_t crc, const void *data, size_t length) {
  static _Atomic(token_crc32c_function) chosen;
  token_crc32c_function function = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (function == NULL) {
    // Threads that come here at the same time choose the same.
    function = choose();
    atomic_store_explicit(&chosen, function, memory_order_relaxed);
  }
  return function(crc, data, length);
}
