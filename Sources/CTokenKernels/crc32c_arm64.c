// crc32c_arm64.c: CRC-32C by the CRC instructions of 64-bit ARM.
#include "crc32c.h"

#if defined(__aarch64__) && defined(__linux__)

#include <string.h>
#include <sys/auxv.h>

#define WITH_CRC __attribute__((target("crc")))

// The kernel's word that the processor has the instructions (HWCAP_CRC32 of asm/hwcap.h).
static const unsigned long has_crc = 1UL << 7;

WITH_CRC static uint32_t crc32c(uint32_t crc, const void *data, size_t length) {
  const uint8_t *p = data;
  crc = ~crc;
  for (; length >= 8; p += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    crc = __builtin_arm_crc32cd(crc, word);
  }
  for (; length > 0; p++, length--) crc = __builtin_arm_crc32cb(crc, *p);
  return ~crc;
}

token_crc32c_function token_crc32c_arm64(void) { return getauxval(AT_HWCAP) & has_crc ? crc32c : NULL; }

#else

token_crc32c_function token_crc32c_arm64(void) { return NULL; }

#endif
