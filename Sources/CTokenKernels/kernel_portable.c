// kernel_portable.c: the kernel for any machine: one lane, plain C.
//
// Of the second block only word 12, the nonce, changes from hash to hash. So rounds 0 to 11 and every term of the
// schedule that the nonce doesn't reach are computed once a job. H7 is the midstate's last word plus e after round 60,
// so rounds 61 to 63 and the a halves of rounds 57 to 60 are never computed.
#include "job.h"
#include "kernels.h"
#include "sha256.h"

static void prepare(const uint8_t *header, uint32_t first_extra_nonce, token_job *job) {
  uint32_t midstate[STATE_WORDS];
  token_header_midstate(header, first_extra_nonce, midstate);
  token_job_set_tail(job, header + TOKEN_HEADER_BLOCK_BYTES);

  const uint32_t *const k = token_sha256_constants;
  const uint32_t *const w = job->fixed;
  uint32_t a = midstate[0], b = midstate[1], c = midstate[2], d = midstate[3];
  uint32_t e = midstate[4], f = midstate[5], g = midstate[6], h = midstate[7];
#define WORD(t) (k[t] + w[t])
  EIGHT_ROUNDS(a, b, c, d, e, f, g, h, 0, WORD);
  FOUR_ROUNDS(a, b, c, d, e, f, g, h, 8, WORD);
#undef WORD
  const uint32_t after[STATE_WORDS] = {e, f, g, h, a, b, c, d};
  for (int i = 0; i < STATE_WORDS; i++) job->state[i] = after[i];
  job->h7[0] = midstate[7];
}

// e after round 60, for one nonce.
static inline uint32_t e_after_round_60(const token_job *job, uint32_t nonce) {
  const uint32_t *const k = token_sha256_constants;
  const uint32_t *const fixed = job->fixed;
  uint32_t w[64];
  w[12] = nonce;
  for (int t = 13; t <= 18; t++) w[t] = fixed[t];
  w[19] = fixed[19] + w[12];
  w[20] = fixed[20];
  w[21] = fixed[21] + sigma_1(w[19]);
  w[22] = fixed[22];
  w[23] = fixed[23] + sigma_1(w[21]);
  w[24] = fixed[24];
  w[25] = fixed[25] + sigma_1(w[23]);
  w[26] = fixed[26] + w[19];
  w[27] = fixed[27] + sigma_1(w[25]) + sigma_0(w[12]);
  w[28] = fixed[28] + sigma_1(w[26]) + w[21] + w[12];
  w[29] = fixed[29] + sigma_1(w[27]);
  w[30] = fixed[30] + sigma_1(w[28]) + w[23];
  w[31] = fixed[31] + sigma_1(w[29]);
  UNROLLED for (int t = 32; t <= 60; t++) w[t] = sigma_1(w[t - 2]) + w[t - 7] + sigma_0(w[t - 15]) + w[t - 16];

  uint32_t a = job->state[0], b = job->state[1], c = job->state[2], d = job->state[3];
  uint32_t e = job->state[4], f = job->state[5], g = job->state[6], h = job->state[7];
#define WORD(t) (k[t] + w[t])
  FOUR_ROUNDS(a, b, c, d, e, f, g, h, 12, WORD);
  UNROLLED for (int t = 16; t < 56; t += 8) {
    EIGHT_ROUNDS(e, f, g, h, a, b, c, d, t, WORD);
  }
  ROUND(e, f, g, h, a, b, c, d, WORD(56));
  E_HALF(d, e, f, g, h, a, b, c, WORD(57));
  E_HALF(c, d, e, f, g, h, a, b, WORD(58));
  E_HALF(b, c, d, e, f, g, h, a, WORD(59));
  E_HALF(a, b, c, d, e, f, g, h, WORD(60));
#undef WORD
  return d;
}

static bool grind(const token_job *job, uint32_t h7_mask, uint32_t first_nonce, uint64_t count, token_hit *hit) {
  const uint32_t h7 = job->h7[0];
  for (uint64_t i = 0; i < count; i++) {
    const uint32_t nonce = first_nonce + (uint32_t)i;
    if (((h7 + e_after_round_60(job, nonce)) & h7_mask) == 0) {
      hit->nonce = nonce;
      hit->lane = 0;
      return true;
    }
  }
  return false;
}

static void identify(const uint8_t *headers, size_t count, uint8_t *digests) {
  for (size_t i = 0; i < count; i++) {
    token_sha256_header(headers + i * TOKEN_HEADER_BYTES, digests + i * TOKEN_DIGEST_BYTES);
  }
}

static bool supported(void) { return true; }

const token_kernel token_kernel_portable = {
    .name = "portable",
    .lanes = 1,
    .nonces = 1,
    .supported = supported,
    .prepare = prepare,
    .grind = grind,
    .identify = identify,
};
