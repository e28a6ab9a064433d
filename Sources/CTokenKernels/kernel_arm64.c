// kernel_arm64.c: the kernel for 64-bit ARM with the SHA-2 instructions: sixteen lanes, four of them in flight.
//
// As with x86's SHA extensions every lane is a midstate of its own (an extra nonce) and all lanes of one nonce share
// its schedule, which is expanded once and read from memory. A pair of SHA256H and SHA256H2 is four rounds; the pairs
// of four lanes stand side by side, because one chain alone waits for each.
#include "job.h"
#include "kernels.h"
#include "sha256.h"

#if defined(__aarch64__) && defined(__linux__)

#include <arm_neon.h>
#include <sys/auxv.h>

#define WITH_SHA __attribute__((target("sha2")))
#define INLINE_WITH_SHA WITH_SHA __attribute__((always_inline)) static inline

enum {
  LANES = 16,
  // Lanes that are ground side by side.
  STREAMS = 4,
  // Vectors of four words in a schedule up to word 63.
  SCHEDULE_VECTORS = 16,
};

// The kernel's word that the processor has the instructions (HWCAP_SHA2 of asm/hwcap.h).
static const unsigned long has_sha2 = 1UL << 6;

static bool supported(void) { return (getauxval(AT_HWCAP) & has_sha2) != 0; }

typedef struct {
  uint32x4_t abcd, efgh;
} state;

INLINE_WITH_SHA uint32x4_t constants(int vector) { return vld1q_u32(token_sha256_constants + 4 * vector); }

// Four rounds with four words that have their constants added.
INLINE_WITH_SHA void four_rounds(state *s, uint32x4_t kw) {
  const uint32x4_t abcd = s->abcd;
  s->abcd = vsha256hq_u32(abcd, s->efgh, kw);
  s->efgh = vsha256h2q_u32(s->efgh, abcd, kw);
}

// The next four words behind w0 to w3, each a vector of four.
INLINE_WITH_SHA uint32x4_t next_words(uint32x4_t w0, uint32x4_t w1, uint32x4_t w2, uint32x4_t w3) {
  return vsha256su1q_u32(vsha256su0q_u32(w0, w1), w2, w3);
}

INLINE_WITH_SHA uint32x4_t load_be(const uint8_t *bytes) { return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(bytes))); }

INLINE_WITH_SHA state initial_state(void) {
  return (state){vld1q_u32(token_sha256_initial), vld1q_u32(token_sha256_initial + 4)};
}

INLINE_WITH_SHA void compress(state *s, uint32x4_t w[4]) {
  const state start = *s;
  UNROLLED for (int v = 0; v < SCHEDULE_VECTORS; v++) {
    if (v >= 4) w[v % 4] = next_words(w[v % 4], w[(v + 1) % 4], w[(v + 2) % 4], w[(v + 3) % 4]);
    four_rounds(s, vaddq_u32(w[v % 4], constants(v)));
  }
  s->abcd = vaddq_u32(s->abcd, start.abcd);
  s->efgh = vaddq_u32(s->efgh, start.efgh);
}

INLINE_WITH_SHA void load_first_block(uint32x4_t w[4], const uint8_t *header) {
  for (int v = 0; v < 4; v++) w[v] = load_be(header + 16 * v);
}

// MARK: Grinding

WITH_SHA static void prepare(const uint8_t *header, uint32_t first_extra_nonce, token_job *job) {
  token_job_set_tail(job, header + TOKEN_HEADER_BLOCK_BYTES);
  for (uint32_t lane = 0; lane < LANES; lane++) {
    uint32x4_t w[4];
    state s = initial_state();
    load_first_block(w, header);
    w[0] = vsetq_lane_u32(first_extra_nonce + lane, w[0], TOKEN_EXTRA_NONCE_OFFSET / 4);
    compress(&s, w);
    job->h7[lane] = vgetq_lane_u32(s.efgh, 3);
    for (int v = 0; v < NONCE_ROUND / 4; v++) four_rounds(&s, vaddq_u32(vld1q_u32(job->fixed + 4 * v), constants(v)));
    vst1q_u32(job->state + STATE_WORDS * lane, s.abcd);
    vst1q_u32(job->state + STATE_WORDS * lane + 4, s.efgh);
  }
}

// Words 12 to 63 of a nonce's schedule with their constants added, behind each other in `kw`.
INLINE_WITH_SHA void expand(const token_job *job, uint32_t nonce, uint32x4_t kw[SCHEDULE_VECTORS - 3]) {
  const uint32_t *const fixed = job->fixed;
  uint32x4_t w[4] = {vld1q_u32(fixed), vld1q_u32(fixed + 4), vld1q_u32(fixed + 8), vld1q_u32(fixed + 12)};
  w[3] = vsetq_lane_u32(nonce, w[3], 0);
  UNROLLED for (int v = 3; v < SCHEDULE_VECTORS; v++) {
    if (v >= 4) w[v % 4] = next_words(w[v % 4], w[(v + 1) % 4], w[(v + 2) % 4], w[(v + 3) % 4]);
    kw[v - 3] = vaddq_u32(w[v % 4], constants(v));
  }
}

// Four rounds of one stream: its old a to d are needed by both instructions.
#define STREAM(n)                                        \
  "mov v16.16b, %[abcd" #n "].16b\n\t"                   \
  "sha256h %q[abcd" #n "], %q[efgh" #n "], v17.4s\n\t"   \
  "sha256h2 %q[efgh" #n "], q16, v17.4s\n\t"
#define STEP(offset) "ldr q17, [%[kw], #" #offset "]\n\t" STREAM(0) STREAM(1) STREAM(2) STREAM(3)

// h after round 63, which is e after round 60, of four lanes from `lane` on.
//
// In assembly, because the order of the instructions is what makes it fast: a compiler may grind one stream after the
// other.
INLINE_WITH_SHA uint32x4_t grind_streams(const token_job *job, const uint32x4_t *kw, uint32_t lane) {
  state s[STREAMS];
  UNROLLED for (uint32_t i = 0; i < STREAMS; i++) {
    s[i].abcd = vld1q_u32(job->state + STATE_WORDS * (lane + i));
    s[i].efgh = vld1q_u32(job->state + STATE_WORDS * (lane + i) + 4);
  }
  __asm__(STEP(0) STEP(16) STEP(32) STEP(48) STEP(64) STEP(80) STEP(96) STEP(112) STEP(128) STEP(144) STEP(160)
              STEP(176) STEP(192)
          : [abcd0] "+w"(s[0].abcd), [efgh0] "+w"(s[0].efgh), [abcd1] "+w"(s[1].abcd), [efgh1] "+w"(s[1].efgh),
            [abcd2] "+w"(s[2].abcd), [efgh2] "+w"(s[2].efgh), [abcd3] "+w"(s[3].abcd), [efgh3] "+w"(s[3].efgh)
          : [kw] "r"(kw), "m"(*(const uint32x4_t(*)[SCHEDULE_VECTORS - 3])kw)
          : "v16", "v17");
  const uint32x4_t low = vzip2q_u32(s[0].efgh, s[2].efgh), high = vzip2q_u32(s[1].efgh, s[3].efgh);
  return vzip2q_u32(low, high);
}

WITH_SHA static bool grind(const token_job *job, uint32_t h7_mask, uint32_t first_nonce, uint64_t count,
                           token_hit *hit) {
  const uint32x4_t mask = vdupq_n_u32(h7_mask);
  for (uint64_t i = 0; i < count; i++) {
    const uint32_t nonce = first_nonce + (uint32_t)i;
    uint32x4_t kw[SCHEDULE_VECTORS - 3];
    expand(job, nonce, kw);
    for (uint32_t lane = 0; lane < LANES; lane += STREAMS) {
      const uint32x4_t h7 = vandq_u32(vaddq_u32(grind_streams(job, kw, lane), vld1q_u32(job->h7 + lane)), mask);
      if (__builtin_expect(vminvq_u32(h7) != 0, 1)) continue;
      uint32_t words[STREAMS];
      vst1q_u32(words, h7);
      hit->nonce = nonce;
      hit->lane = lane;
      while (words[hit->lane - lane] != 0) hit->lane++;
      return true;
    }
  }
  return false;
}

// MARK: Whole headers

WITH_SHA static void identify(const uint8_t *headers, size_t count, uint8_t *digests) {
  for (size_t i = 0; i < count; i++, headers += TOKEN_HEADER_BYTES, digests += TOKEN_DIGEST_BYTES) {
    const uint8_t *const tail = headers + TOKEN_HEADER_BLOCK_BYTES;
    uint32x4_t w[4];
    state s = initial_state();
    load_first_block(w, headers);
    compress(&s, w);
    for (int v = 0; v < 3; v++) w[v] = load_be(tail + 16 * v);
    const uint32_t last[4] = {token_load_be32(tail + 48), 0x80000000, 0, TOKEN_HEADER_BYTES * 8};
    w[3] = vld1q_u32(last);
    compress(&s, w);
    vst1q_u8(digests, vrev32q_u8(vreinterpretq_u8_u32(s.abcd)));
    vst1q_u8(digests + 16, vrev32q_u8(vreinterpretq_u8_u32(s.efgh)));
  }
}

const token_kernel token_kernel_arm64 = {
    .name = "arm64",
    .lanes = LANES,
    .nonces = 1,
    .supported = supported,
    .prepare = prepare,
    .grind = grind,
    .identify = identify,
};

#endif
