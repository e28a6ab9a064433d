// kernel_sha.c: the kernel for x86 with the SHA extensions: sixteen lanes, four of them in flight.
//
// Every lane is a midstate of its own (an extra nonce), so all lanes of one nonce share its schedule: the words are
// expanded once a nonce, and sixteen hashes read them from memory. What is left of a hash is 25 times SHA256RNDS2,
// rounds 12 to 61, of which a processor starts one every one (Zen 3) or two cycles (Zen 5) when four chains of them run
// side by side; one alone waits four cycles for each.
//
// No instruction here touches the upper halves of the vector registers: SHA256RNDS2 has no VEX form, and beside dirty
// upper halves each change from one to the other costs over a hundred cycles (measured on Zen 3).
#include "job.h"
#include "kernels.h"
#include "sha256.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "processor.h"

#define WITH_SHA __attribute__((target("sha,ssse3,sse4.1")))
#define INLINE_WITH_SHA WITH_SHA __attribute__((always_inline)) static inline

enum {
  LANES = 16,
  // Lanes that are ground side by side.
  STREAMS = 4,
  // Vectors of four words: of the schedule up to word 63, and those that a grind reads.
  SCHEDULE_VECTORS = 16,
};

// A state as the instructions want it: words a, b, e, f from the top down, and c, d, g, h.
typedef struct {
  __m128i abef, cdgh;
} state;

INLINE_WITH_SHA __m128i constants(int vector) {
  return _mm_loadu_si128((const __m128i *)(token_sha256_constants + 4 * vector));
}

// Four rounds with four words that have their constants added.
INLINE_WITH_SHA void four_rounds(state *s, __m128i kw) {
  s->cdgh = _mm_sha256rnds2_epu32(s->cdgh, s->abef, kw);
  s->abef = _mm_sha256rnds2_epu32(s->abef, s->cdgh, _mm_shuffle_epi32(kw, 0x0e));
}

// The next four words behind w[0] to w[3], each a vector of four.
INLINE_WITH_SHA __m128i next_words(__m128i w0, __m128i w1, __m128i w2, __m128i w3) {
  const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
  return _mm_sha256msg2_epu32(sum, w3);
}

INLINE_WITH_SHA state initial_state(void) {
  const uint32_t *const h = token_sha256_initial;
  return (state){_mm_setr_epi32((int)h[5], (int)h[4], (int)h[1], (int)h[0]),
                 _mm_setr_epi32((int)h[7], (int)h[6], (int)h[3], (int)h[2])};
}

INLINE_WITH_SHA __m128i load_be(const uint8_t *bytes) {
  const __m128i order = _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
  return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), order);
}

// One block each into `count` states, side by side so that one's latency hides behind the others' work; the empty
// assembly keeps the compiler from putting one behind the other. The blocks are given as their sixteen words, four
// vectors a state, and are overwritten.
INLINE_WITH_SHA void compress(state *s, __m128i (*w)[4], int count) {
  state start[STREAMS];
  for (int i = 0; i < count; i++) start[i] = s[i];
  UNROLLED for (int v = 0; v < SCHEDULE_VECTORS; v++) {
    for (int i = 0; i < count; i++) {
      if (v >= 4) w[i][v % 4] = next_words(w[i][v % 4], w[i][(v + 1) % 4], w[i][(v + 2) % 4], w[i][(v + 3) % 4]);
      four_rounds(&s[i], _mm_add_epi32(w[i][v % 4], constants(v)));
      __asm__ volatile("" : "+x"(s[i].abef), "+x"(s[i].cdgh));
    }
  }
  for (int i = 0; i < count; i++) {
    s[i].abef = _mm_add_epi32(s[i].abef, start[i].abef);
    s[i].cdgh = _mm_add_epi32(s[i].cdgh, start[i].cdgh);
  }
}

INLINE_WITH_SHA void load_first_block(__m128i w[4], const uint8_t *header) {
  for (int v = 0; v < 4; v++) w[v] = load_be(header + 16 * v);
}

// The second block: 52 bytes, then the padding.
INLINE_WITH_SHA void load_second_block(__m128i w[4], const uint8_t *header) {
  const uint8_t *const tail = header + TOKEN_HEADER_BLOCK_BYTES;
  for (int v = 0; v < 3; v++) w[v] = load_be(tail + 16 * v);
  const uint32_t last = token_load_be32(tail + 48);
  w[3] = _mm_setr_epi32((int)last, (int)0x80000000, 0, TOKEN_HEADER_BYTES * 8);
}

// MARK: Grinding

// A job's state: of each lane the two vectors, one behind the other.
INLINE_WITH_SHA void store_state(token_job *job, uint32_t lane, const state *s) {
  __m128i *const place = (__m128i *)(job->state + STATE_WORDS * lane);
  _mm_store_si128(place, s->abef);
  _mm_store_si128(place + 1, s->cdgh);
}

INLINE_WITH_SHA state load_state(const token_job *job, uint32_t lane) {
  const __m128i *const place = (const __m128i *)(job->state + STATE_WORDS * lane);
  return (state){_mm_load_si128(place), _mm_load_si128(place + 1)};
}

WITH_SHA static void prepare(const uint8_t *header, uint32_t first_extra_nonce, token_job *job) {
  token_job_set_tail(job, header + TOKEN_HEADER_BLOCK_BYTES);
  for (uint32_t lane = 0; lane < LANES; lane += STREAMS) {
    state s[STREAMS];
    __m128i w[STREAMS][4];
    UNROLLED for (int i = 0; i < STREAMS; i++) {
      s[i] = initial_state();
      load_first_block(w[i], header);
      w[i][0] = _mm_insert_epi32(w[i][0], (int)(first_extra_nonce + lane + (uint32_t)i), TOKEN_EXTRA_NONCE_OFFSET / 4);
    }
    compress(s, w, STREAMS);
    UNROLLED for (int i = 0; i < STREAMS; i++) {
      // h is the lowest word.
      job->h7[lane + (uint32_t)i] = (uint32_t)_mm_cvtsi128_si32(s[i].cdgh);
      UNROLLED for (int v = 0; v < NONCE_ROUND / 4; v++) {
        const __m128i words = _mm_load_si128((const __m128i *)(job->fixed + 4 * v));
        four_rounds(&s[i], _mm_add_epi32(words, constants(v)));
      }
      store_state(job, lane + (uint32_t)i, &s[i]);
    }
  }
}

// What is left to compute of a schedule, for one job.
typedef struct {
  // Words 8 to 11, and 16 to 19 without the nonce.
  __m128i third, fifth;
  // Of words 20 to 23, all but what SHA256MSG2 adds.
  __m128i sixth;
} schedule_base;

INLINE_WITH_SHA schedule_base make_base(const token_job *job) {
  const __m128i *const fixed = (const __m128i *)job->fixed;
  const __m128i fourth = _mm_load_si128(fixed + 3), fifth = _mm_load_si128(fixed + 4);
  // The words that stand at -7: 13 to 16, none of which the nonce reaches.
  const __m128i at_minus_7 = _mm_alignr_epi8(fifth, fourth, 4);
  const __m128i first_sum = _mm_sha256msg1_epu32(_mm_load_si128(fixed + 1), _mm_load_si128(fixed + 2));
  return (schedule_base){_mm_load_si128(fixed + 2), fifth, _mm_add_epi32(first_sum, at_minus_7)};
}

// Words 12 to 63 of a nonce's schedule with their constants added, behind each other in `kw`.
INLINE_WITH_SHA void expand(const schedule_base *base, uint32_t nonce, __m128i kw[SCHEDULE_VECTORS - 3]) {
  __m128i w[4];
  w[0] = _mm_setr_epi32((int)nonce, (int)0x80000000, 0, TOKEN_HEADER_BYTES * 8);
  w[1] = _mm_add_epi32(base->fifth, _mm_setr_epi32(0, 0, 0, (int)nonce));
  w[2] = _mm_sha256msg2_epu32(base->sixth, w[1]);
  w[3] = next_words(base->third, w[0], w[1], w[2]);
  UNROLLED for (int v = 3; v < SCHEDULE_VECTORS; v++) {
    const int i = (v - 3) % 4;
    if (v >= 7) w[i] = next_words(w[i], w[(i + 1) % 4], w[(i + 2) % 4], w[(i + 3) % 4]);
    kw[v - 3] = _mm_add_epi32(w[i], constants(v));
  }
}

// One SHA256RNDS2 of each stream, with the two words at an offset: `to` takes the new half of the state.
#define STEP(offset, to, from)                      \
  "movq " #offset "(%[kw]), %%xmm0\n\t"             \
  "sha256rnds2 %[" #from "0], %[" #to "0]\n\t"      \
  "sha256rnds2 %[" #from "1], %[" #to "1]\n\t"      \
  "sha256rnds2 %[" #from "2], %[" #to "2]\n\t"      \
  "sha256rnds2 %[" #from "3], %[" #to "3]\n\t"

// Four rounds, after which the two halves are back in their places.
#define TWO_STEPS(offset) STEP(offset, cdgh, abef) STEP(8 + offset, abef, cdgh)

// The lanes from `lane` on that a nonce is a solution for, a bit each.
//
// In assembly, because the order of the instructions is what makes it fast: given these as intrinsics, the compiler
// grinds one stream after the other, at half the speed.
INLINE_WITH_SHA int grind_streams(const token_job *job, const uint32_t *kw, uint32_t lane, __m128i mask) {
  state s[STREAMS];
  UNROLLED for (uint32_t i = 0; i < STREAMS; i++) s[i] = load_state(job, lane + i);
  // The last step is rounds 60 and 61, whose second f is e after round 60; word 61 plays no part in it.
  __asm__(TWO_STEPS(0) TWO_STEPS(16) TWO_STEPS(32) TWO_STEPS(48) TWO_STEPS(64) TWO_STEPS(80) TWO_STEPS(96)
              TWO_STEPS(112) TWO_STEPS(128) TWO_STEPS(144) TWO_STEPS(160) TWO_STEPS(176) STEP(192, cdgh, abef)
          : [cdgh0] "+x"(s[0].cdgh), [abef0] "+x"(s[0].abef), [cdgh1] "+x"(s[1].cdgh), [abef1] "+x"(s[1].abef),
            [cdgh2] "+x"(s[2].cdgh), [abef2] "+x"(s[2].abef), [cdgh3] "+x"(s[3].cdgh), [abef3] "+x"(s[3].abef)
          : [kw] "r"(kw), "m"(*(const uint32_t(*)[SCHEDULE_WORDS])kw)
          : "xmm0");
  const __m128i low = _mm_unpacklo_epi32(s[0].cdgh, s[1].cdgh), high = _mm_unpacklo_epi32(s[2].cdgh, s[3].cdgh);
  const __m128i midstates = _mm_load_si128((const __m128i *)(job->h7 + lane));
  const __m128i h7 = _mm_add_epi32(_mm_unpacklo_epi64(low, high), midstates);
  const __m128i hits = _mm_cmpeq_epi32(_mm_and_si128(h7, mask), _mm_setzero_si128());
  return _mm_movemask_ps(_mm_castsi128_ps(hits));
}

WITH_SHA static bool grind(const token_job *job, uint32_t h7_mask, uint32_t first_nonce, uint64_t count,
                           token_hit *hit) {
  const schedule_base base = make_base(job);
  const __m128i mask = _mm_set1_epi32((int)h7_mask);
  for (uint64_t i = 0; i < count; i++) {
    const uint32_t nonce = first_nonce + (uint32_t)i;
    __m128i kw[SCHEDULE_VECTORS - 3];
    expand(&base, nonce, kw);
    for (uint32_t lane = 0; lane < LANES; lane += STREAMS) {
      const int hits = grind_streams(job, (const uint32_t *)kw, lane, mask);
      if (__builtin_expect(hits != 0, 0)) {
        hit->nonce = nonce;
        hit->lane = lane + (uint32_t)__builtin_ctz((unsigned)hits);
        return true;
      }
    }
  }
  return false;
}

// MARK: Whole headers

INLINE_WITH_SHA void store_digest(uint8_t *digest, const state *s) {
  const __m128i order = _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
  // From f, e, b, a and h, g, d, c to a, b, c, d and e, f, g, h.
  const __m128i dcba = _mm_unpackhi_epi64(s->cdgh, s->abef), hgfe = _mm_unpacklo_epi64(s->cdgh, s->abef);
  const __m128i abcd = _mm_shuffle_epi32(dcba, 0x1b), efgh = _mm_shuffle_epi32(hgfe, 0x1b);
  _mm_storeu_si128((__m128i *)digest, _mm_shuffle_epi8(abcd, order));
  _mm_storeu_si128((__m128i *)(digest + 16), _mm_shuffle_epi8(efgh, order));
}

INLINE_WITH_SHA void identify_some(const uint8_t *headers, int count, uint8_t *digests) {
  state s[STREAMS];
  __m128i w[STREAMS][4];
  for (int i = 0; i < count; i++) {
    s[i] = initial_state();
    load_first_block(w[i], headers + i * TOKEN_HEADER_BYTES);
  }
  compress(s, w, count);
  for (int i = 0; i < count; i++) load_second_block(w[i], headers + i * TOKEN_HEADER_BYTES);
  compress(s, w, count);
  for (int i = 0; i < count; i++) store_digest(digests + i * TOKEN_DIGEST_BYTES, &s[i]);
}

WITH_SHA static void identify(const uint8_t *headers, size_t count, uint8_t *digests) {
  for (; count >= STREAMS; count -= STREAMS) {
    identify_some(headers, STREAMS, digests);
    headers += STREAMS * TOKEN_HEADER_BYTES;
    digests += STREAMS * TOKEN_DIGEST_BYTES;
  }
  for (; count > 0; count--) {
    identify_some(headers, 1, digests);
    headers += TOKEN_HEADER_BYTES;
    digests += TOKEN_DIGEST_BYTES;
  }
}

const token_kernel token_kernel_sha = {
    .name = "sha",
    .lanes = LANES,
    .nonces = 1,
    .supported = token_processor_has_sha,
    .prepare = prepare,
    .grind = grind,
    .identify = identify,
};

#endif
