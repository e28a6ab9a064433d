// sha256.h: the pieces of SHA-256 (FIPS 180-4) that the kernels share. Macros, so that a debug build is fast too.
#ifndef TOKEN_SHA256_H
#define TOKEN_SHA256_H

#include "CTokenKernels.h"
#include "job.h"

// Of a word, or of a vector of words: compilers know the pattern.
#define ROTATE_RIGHT(x, n) (((x) >> (n)) | ((x) << (32 - (n))))

// Before a loop over the rounds or the schedule, so that its words stay in registers: a third fewer cycles.
#define UNROLLED _Pragma("GCC unroll 64")

// Sigma of the rounds (upper case) and of the schedule (lower case).
#define SIGMA_0(x) (ROTATE_RIGHT(x, 2) ^ ROTATE_RIGHT(x, 13) ^ ROTATE_RIGHT(x, 22))
#define SIGMA_1(x) (ROTATE_RIGHT(x, 6) ^ ROTATE_RIGHT(x, 11) ^ ROTATE_RIGHT(x, 25))
#define sigma_0(x) (ROTATE_RIGHT(x, 7) ^ ROTATE_RIGHT(x, 18) ^ ((x) >> 3))
#define sigma_1(x) (ROTATE_RIGHT(x, 17) ^ ROTATE_RIGHT(x, 19) ^ ((x) >> 10))

// The e half of a round: h gains the round's sum, d becomes the next e.
#define E_HALF(a, b, c, d, e, f, g, h, kw)                   \
  do {                                                       \
    h += SIGMA_1(e) + ((g) ^ ((e) & ((f) ^ (g)))) + (kw);    \
    d += h;                                                  \
  } while (0)

// A whole round: h becomes the next a. The caller renames the variables instead of moving them.
#define ROUND(a, b, c, d, e, f, g, h, kw)                    \
  do {                                                       \
    E_HALF(a, b, c, d, e, f, g, h, kw);                      \
    h += SIGMA_0(a) + (((a) & (b)) ^ ((c) & ((a) ^ (b))));   \
  } while (0)

// Four rounds from t, a multiple of 4, after which the eight variables have moved four places.
#define FOUR_ROUNDS(a, b, c, d, e, f, g, h, t, word)         \
  ROUND(a, b, c, d, e, f, g, h, word(t));                    \
  ROUND(h, a, b, c, d, e, f, g, word((t) + 1));              \
  ROUND(g, h, a, b, c, d, e, f, word((t) + 2));              \
  ROUND(f, g, h, a, b, c, d, e, word((t) + 3))

// Eight rounds from t, after which the variables are back in place.
#define EIGHT_ROUNDS(a, b, c, d, e, f, g, h, t, word)        \
  FOUR_ROUNDS(a, b, c, d, e, f, g, h, t, word);              \
  FOUR_ROUNDS(e, f, g, h, a, b, c, d, (t) + 4, word)

extern const uint32_t token_sha256_initial[STATE_WORDS];
extern const uint32_t token_sha256_constants[64];

static inline uint32_t token_load_be32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | (uint32_t)bytes[3];
}

static inline void token_store_be32(uint8_t *bytes, uint32_t word) {
  bytes[0] = (uint8_t)(word >> 24);
  bytes[1] = (uint8_t)(word >> 16);
  bytes[2] = (uint8_t)(word >> 8);
  bytes[3] = (uint8_t)word;
}

// The sixteen words of a header's second block; the nonce, word 12, is the tail's own.
void token_tail_words(const uint8_t *tail, uint32_t words[16]);

// The state after a header's first block, with this extra nonce instead of its own.
void token_header_midstate(const uint8_t *header, uint32_t extra_nonce, uint32_t state[STATE_WORDS]);

// SHA-256 of a header.
void token_sha256_header(const uint8_t *header, uint8_t *digest);

// One block into the state.
void token_sha256_compress(uint32_t state[STATE_WORDS], const uint32_t block[16]);

#endif
