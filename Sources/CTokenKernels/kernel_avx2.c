// kernel_avx2.c: the kernel for x86 with AVX2: eight lanes, each a midstate of its own (an extra nonce). The schedule,
// which all lanes share, is expanded for eight nonces at once and broadcast word by word.
#include "kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "processor.h"

#define LANES_WIDE 8
#define LANES_TARGET __attribute__((target("avx2")))
#include "lanes.h"

LANES_TARGET static void prepare(const uint8_t *header, uint32_t first_extra_nonce, token_job *job) {
  lanes state[STATE_WORDS];
  token_job_set_tail(job, header + TOKEN_HEADER_BLOCK_BYTES);
  lanes_midstates(header, first_extra_nonce, state);
  lanes_store(job->h7, state[7]);
  lanes_twelve_rounds(job, state);
  for (int i = 0; i < STATE_WORDS; i++) lanes_store(job->state + i * LANES_WIDE, state[i]);
}

// A whole round. Maj(a, b, c) is b ^ ((a ^ b) & (b ^ c)), of which the last term is the round before's first: `bc`
// holds it, and `ab` takes this round's.
#define LEAN_ROUND(a, b, c, d, e, f, g, h, kw, ab, bc) \
  do {                                                 \
    E_HALF(a, b, c, d, e, f, g, h, kw);                \
    ab = (a) ^ (b);                                    \
    bc = ((bc) & (ab)) ^ (b);                          \
    h += SIGMA_0(a) + (bc);                            \
  } while (0)

#define FOUR_LEAN_ROUNDS(a, b, c, d, e, f, g, h, t, word)       \
  LEAN_ROUND(a, b, c, d, e, f, g, h, word(t), x, y);            \
  LEAN_ROUND(h, a, b, c, d, e, f, g, word((t) + 1), y, x);      \
  LEAN_ROUND(g, h, a, b, c, d, e, f, word((t) + 2), x, y);      \
  LEAN_ROUND(f, g, h, a, b, c, d, e, word((t) + 3), y, x)

// H7 of each lane with the bits that the mask leaves: zero where the nonce is a solution.
LANES_INLINE lanes masked_h7(const token_job *job, const uint32_t *kw, uint32_t mask) {
  lanes s[STATE_WORDS];
  for (int i = 0; i < STATE_WORDS; i++) s[i] = lanes_load(job->state + i * LANES_WIDE);
  lanes a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
  lanes x, y = b ^ c;
#define WORD(t) kw[((t) - NONCE_ROUND) * LANES_WIDE]
  FOUR_LEAN_ROUNDS(a, b, c, d, e, f, g, h, 12, WORD);
  UNROLLED for (int t = 16; t < 56; t += 8) {
    FOUR_LEAN_ROUNDS(e, f, g, h, a, b, c, d, t, WORD);
    FOUR_LEAN_ROUNDS(a, b, c, d, e, f, g, h, t + 4, WORD);
  }
  LEAN_ROUND(e, f, g, h, a, b, c, d, WORD(56), x, y);
  E_HALF(d, e, f, g, h, a, b, c, WORD(57));
  E_HALF(c, d, e, f, g, h, a, b, WORD(58));
  E_HALF(b, c, d, e, f, g, h, a, WORD(59));
  E_HALF(a, b, c, d, e, f, g, h, WORD(60));
#undef WORD
  return (d + lanes_load(job->h7)) & mask;
}

LANES_TARGET static bool grind(const token_job *job, uint32_t h7_mask, uint32_t first_nonce, uint64_t count,
                               token_hit *hit) {
  for (uint64_t i = 0; i < count; i += LANES_WIDE) {
    lanes kw[SCHEDULE_WORDS];
    lanes_expand(job, first_nonce + (uint32_t)i, kw);
    const uint32_t nonces = count - i < LANES_WIDE ? (uint32_t)(count - i) : LANES_WIDE;
    for (uint32_t n = 0; n < nonces; n++) {
      const lanes h7 = masked_h7(job, (const uint32_t *)kw + n, h7_mask);
      const __m256i is_hit = _mm256_cmpeq_epi32((__m256i)h7, _mm256_setzero_si256());
      const int hits = _mm256_movemask_ps(_mm256_castsi256_ps(is_hit));
      if (__builtin_expect(hits != 0, 0)) {
        hit->nonce = first_nonce + (uint32_t)i + n;
        hit->lane = (uint32_t)__builtin_ctz((unsigned)hits);
        return true;
      }
    }
  }
  return false;
}

const token_kernel token_kernel_avx2 = {
    .name = "avx2",
    .lanes = LANES_WIDE,
    .nonces = LANES_WIDE,
    .supported = token_processor_has_avx2,
    .prepare = prepare,
    .grind = grind,
    .identify = lanes_identify,
};

#endif
