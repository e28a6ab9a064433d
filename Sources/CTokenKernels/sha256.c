// sha256.c: SHA-256 (FIPS 180-4) in portable C, for headers: their midstate and their digest.
#include "sha256.h"

const uint32_t token_sha256_initial[STATE_WORDS] = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

const uint32_t token_sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

void token_sha256_compress(uint32_t state[STATE_WORDS], const uint32_t block[16]) {
  const uint32_t *const k = token_sha256_constants;
  uint32_t w[64];
  for (int t = 0; t < 16; t++) w[t] = block[t];
  UNROLLED for (int t = 16; t < 64; t++) w[t] = sigma_1(w[t - 2]) + w[t - 7] + sigma_0(w[t - 15]) + w[t - 16];

  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
#define WORD(t) (k[t] + w[t])
  UNROLLED for (int t = 0; t < 64; t += 8) {
    EIGHT_ROUNDS(a, b, c, d, e, f, g, h, t, WORD);
  }
#undef WORD
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

void token_tail_words(const uint8_t *tail, uint32_t words[16]) {
  for (int t = 0; t < 13; t++) words[t] = token_load_be32(tail + 4 * t);
  words[13] = 0x80000000;
  words[14] = 0;
  words[15] = TOKEN_HEADER_BYTES * 8;
}

void token_header_midstate(const uint8_t *header, uint32_t extra_nonce, uint32_t state[STATE_WORDS]) {
  uint32_t words[16];
  for (int t = 0; t < 16; t++) words[t] = token_load_be32(header + 4 * t);
  words[TOKEN_EXTRA_NONCE_OFFSET / 4] = extra_nonce;
  for (int i = 0; i < STATE_WORDS; i++) state[i] = token_sha256_initial[i];
  token_sha256_compress(state, words);
}

void token_sha256_header(const uint8_t *header, uint8_t *digest) {
  uint32_t state[STATE_WORDS], words[16];
  token_header_midstate(header, token_load_be32(header + TOKEN_EXTRA_NONCE_OFFSET), state);
  token_tail_words(header + TOKEN_HEADER_BLOCK_BYTES, words);
  token_sha256_compress(state, words);
  for (int i = 0; i < STATE_WORDS; i++) token_store_be32(digest + 4 * i, state[i]);
}
