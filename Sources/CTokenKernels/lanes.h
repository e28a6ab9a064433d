// lanes.h: what the kernels that hold one hash in each lane of a vector share: midstates, schedules and whole headers,
// many at once. A template: the includer defines LANES_WIDE, the lanes of a vector, and LANES_TARGET, its instructions.
#include "job.h"
#include "sha256.h"

#define LANES_INLINE LANES_TARGET __attribute__((always_inline)) static inline

// One word of LANES_WIDE hashes.
typedef uint32_t lanes __attribute__((vector_size(4 * LANES_WIDE)));

LANES_INLINE lanes lanes_all(uint32_t word) { return (lanes){0} + word; }

LANES_INLINE lanes lanes_load(const uint32_t *words) {
  lanes result;
  __builtin_memcpy(&result, words, sizeof result);
  return result;
}

LANES_INLINE void lanes_store(uint32_t *words, lanes value) { __builtin_memcpy(words, &value, sizeof value); }

// One block into the state. The block's words are overwritten.
LANES_TARGET static void lanes_compress(lanes state[STATE_WORDS], lanes w[16]) {
  const uint32_t *const k = token_sha256_constants;
  lanes a = state[0], b = state[1], c = state[2], d = state[3];
  lanes e = state[4], f = state[5], g = state[6], h = state[7];
#define WORD(t) (k[t] + w[(t) % 16])
  EIGHT_ROUNDS(a, b, c, d, e, f, g, h, 0, WORD);
  EIGHT_ROUNDS(a, b, c, d, e, f, g, h, 8, WORD);
  for (int t = 16; t < 64; t += 16) {
    UNROLLED for (int i = 0; i < 16; i++) {
      w[i] += sigma_1(w[(i + 14) % 16]) + w[(i + 9) % 16] + sigma_0(w[(i + 1) % 16]);
    }
    EIGHT_ROUNDS(a, b, c, d, e, f, g, h, t, WORD);
    EIGHT_ROUNDS(a, b, c, d, e, f, g, h, t + 8, WORD);
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

LANES_INLINE void lanes_start(lanes state[STATE_WORDS]) {
  for (int i = 0; i < STATE_WORDS; i++) state[i] = lanes_all(token_sha256_initial[i]);
}

// The midstates of LANES_WIDE headers whose extra nonces follow each other.
LANES_TARGET static void lanes_midstates(const uint8_t *header, uint32_t first_extra_nonce, lanes state[STATE_WORDS]) {
  lanes w[16], extra_nonces;
  for (uint32_t lane = 0; lane < LANES_WIDE; lane++) extra_nonces[lane] = first_extra_nonce + lane;
  for (int t = 0; t < 16; t++) w[t] = lanes_all(token_load_be32(header + 4 * t));
  w[TOKEN_EXTRA_NONCE_OFFSET / 4] = extra_nonces;
  lanes_start(state);
  lanes_compress(state, w);
}

// Rounds 0 to 11 of the second block, whose words all lanes share.
LANES_TARGET static void lanes_twelve_rounds(const token_job *job, lanes state[STATE_WORDS]) {
  const uint32_t *const k = token_sha256_constants;
  lanes a = state[0], b = state[1], c = state[2], d = state[3];
  lanes e = state[4], f = state[5], g = state[6], h = state[7];
#define WORD(t) (k[t] + job->fixed[t])
  EIGHT_ROUNDS(a, b, c, d, e, f, g, h, 0, WORD);
  FOUR_ROUNDS(a, b, c, d, e, f, g, h, 8, WORD);
#undef WORD
  const lanes after[STATE_WORDS] = {e, f, g, h, a, b, c, d};
  for (int i = 0; i < STATE_WORDS; i++) state[i] = after[i];
}

// Of LANES_WIDE nonces from `first` on, words 12 to 60 of the schedule with their constants added. Nonces wrap.
LANES_TARGET static void lanes_expand(const token_job *job, uint32_t first, lanes kw[SCHEDULE_WORDS]) {
  const uint32_t *const k = token_sha256_constants, *const fixed = job->fixed;
  lanes w[LAST_ROUND + 1];
  for (uint32_t lane = 0; lane < LANES_WIDE; lane++) w[12][lane] = first + lane;
  for (int t = 13; t <= 24; t++) w[t] = lanes_all(fixed[t]);
  w[19] += w[12];
  w[21] += sigma_1(w[19]);
  w[23] += sigma_1(w[21]);
  w[25] = fixed[25] + sigma_1(w[23]);
  w[26] = fixed[26] + w[19];
  w[27] = fixed[27] + sigma_1(w[25]) + sigma_0(w[12]);
  w[28] = fixed[28] + sigma_1(w[26]) + w[21] + w[12];
  w[29] = fixed[29] + sigma_1(w[27]);
  w[30] = fixed[30] + sigma_1(w[28]) + w[23];
  w[31] = fixed[31] + sigma_1(w[29]);
  UNROLLED for (int t = 32; t <= LAST_ROUND; t++) {
    w[t] = sigma_1(w[t - 2]) + w[t - 7] + sigma_0(w[t - 15]) + w[t - 16];
  }
  UNROLLED for (int t = NONCE_ROUND; t <= LAST_ROUND; t++) kw[t - NONCE_ROUND] = w[t] + k[t];
}

// Digests of `count` headers, 1 to LANES_WIDE.
LANES_TARGET static void lanes_identify_some(const uint8_t *headers, size_t count, uint8_t *digests) {
  _Alignas(64) uint32_t words[TOKEN_HEADER_BYTES / 4][LANES_WIDE];
  for (uint32_t lane = 0; lane < LANES_WIDE; lane++) {
    // Lanes without a header hash the last one again.
    const uint8_t *const header = headers + (lane < count ? lane : count - 1) * TOKEN_HEADER_BYTES;
    UNROLLED for (int t = 0; t < TOKEN_HEADER_BYTES / 4; t++) words[t][lane] = token_load_be32(header + 4 * t);
  }
  lanes state[STATE_WORDS], w[16];
  lanes_start(state);
  for (int t = 0; t < 16; t++) w[t] = lanes_load(words[t]);
  lanes_compress(state, w);
  for (int t = 0; t < 13; t++) w[t] = lanes_load(words[16 + t]);
  w[13] = lanes_all(0x80000000);
  w[14] = lanes_all(0);
  w[15] = lanes_all(TOKEN_HEADER_BYTES * 8);
  lanes_compress(state, w);
  for (int i = 0; i < STATE_WORDS; i++) lanes_store(words[i], state[i]);
  for (uint32_t lane = 0; lane < count; lane++) {
    UNROLLED for (int i = 0; i < STATE_WORDS; i++) {
      token_store_be32(digests + lane * TOKEN_DIGEST_BYTES + 4 * i, words[i][lane]);
    }
  }
}

LANES_TARGET static void lanes_identify(const uint8_t *headers, size_t count, uint8_t *digests) {
  while (count > 0) {
    const size_t now = count < LANES_WIDE ? count : LANES_WIDE;
    lanes_identify_some(headers, now, digests);
    headers += now * TOKEN_HEADER_BYTES;
    digests += now * TOKEN_DIGEST_BYTES;
    count -= now;
  }
}
