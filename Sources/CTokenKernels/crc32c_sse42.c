// crc32c_sse42.c: CRC-32C by SSE4.2's crc32 instruction, three streams at once, joined by PCLMULQDQ.
#include "crc32c.h"

#if defined(__x86_64__)

#include <nmmintrin.h>
#include <string.h>
#include <wmmintrin.h>

#define WITH_CRC __attribute__((target("sse4.2,pclmul")))

// Bytes of one of the three streams: the instruction has a latency of three cycles and starts every cycle.
enum { STREAM_BYTES = 256, STREAM_WORDS = STREAM_BYTES / 8 };

// x^(8 * n - 33) mod P, bits reversed, for n bytes of zeros: one stream, and two.
static const uint64_t past_one_stream = 0xb9e02b86;
static const uint64_t past_two_streams = 0xdd7e3b0c;

static inline uint64_t load64(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, sizeof word);
  return word;
}

// The CRC state after the zeros that `factor` stands for. The product of reversed numbers is one bit short, and the
// instruction multiplies by x^32 as it reduces: hence the 33.
WITH_CRC static inline uint64_t advance(uint64_t crc, uint64_t factor) {
  const __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)crc), _mm_cvtsi64_si128((int64_t)factor), 0);
  return _mm_crc32_u64(0, (uint64_t)_mm_cvtsi128_si64(product));
}

WITH_CRC static uint32_t crc32c(uint32_t start, const void *data, size_t length) {
  const uint8_t *p = data;
  uint64_t crc = ~start;
  for (; length >= 3 * STREAM_BYTES; p += 3 * STREAM_BYTES, length -= 3 * STREAM_BYTES) {
    uint64_t second = 0, third = 0;
    for (int i = 0; i < STREAM_WORDS; i++) {
      crc = _mm_crc32_u64(crc, load64(p + 8 * i));
      second = _mm_crc32_u64(second, load64(p + STREAM_BYTES + 8 * i));
      third = _mm_crc32_u64(third, load64(p + 2 * STREAM_BYTES + 8 * i));
    }
    crc = advance(crc, past_two_streams) ^ advance(second, past_one_stream) ^ third;
  }
  for (; length >= 8; p += 8, length -= 8) crc = _mm_crc32_u64(crc, load64(p));
  for (; length > 0; p++, length--) crc = _mm_crc32_u8((uint32_t)crc, *p);
  return ~(uint32_t)crc;
}

token_crc32c_function token_crc32c_sse42(void) {
  return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") ? crc32c : NULL;
}

#else

token_crc32c_function token_crc32c_sse42(void) { return NULL; }

#endif
