// kernel_avx512.c: the kernel for x86 with AVX-512: three groups of sixteen lanes, each lane a midstate of its own (an
// extra nonce). The schedule, which all lanes share, is expanded for sixteen nonces at once; the rounds read a word of
// it from memory and broadcast it in the addition itself.
//
// A round of a group is 16 operations: six rotations, four VPTERNLOGD, six additions. Their chain from e to the next e
// is four long, so with a latency of two cycles one group leaves half of Zen 5's four pipes idle, two just fill them,
// and three leave room for what goes wrong. Three states take 24 registers and leave eight: nothing is ever spilled.
//
// In assembly, because the order and the registers are what makes it fast: the same as intrinsics varied threefold from
// compiler to compiler (docs/mining.md).
#include "kernels.h"

#if defined(__x86_64__)

#include "processor.h"

#define LANES_WIDE 16
#define LANES_TARGET __attribute__((target("avx512f")))
#include "lanes.h"

enum { GROUPS = 3 };

// What a group's state after round 11 comes to with the words of rounds 12 to 15, of which only the nonce is not known
// yet. Offsets in vectors, of a group.
enum {
  // a and e after round 12, without the nonce and its constant.
  A_12,
  E_12,
  // Of rounds 13 to 15: h and the word, then d too.
  H_13,
  D_13,
  H_14,
  D_14,
  H_15,
  D_15,
  // Of the state after round 11, what later rounds read.
  A_11,
  B_11,
  E_11,
  F_11,
  // The midstate's last word.
  H7,
  GROUP_VECTORS,
};

_Static_assert(GROUP_VECTORS <= WORDS_A_LANE, "a job has room for all vectors of a group");
_Static_assert(GROUPS * LANES_WIDE <= TOKEN_MAX_LANES, "a job has room for all lanes");

// MARK: Setting up

LANES_TARGET static void prepare_group(const token_job *job, lanes state[STATE_WORDS], lanes group[GROUP_VECTORS]) {
  const uint32_t *const k = token_sha256_constants;
  group[H7] = state[7];
  lanes_twelve_rounds(job, state);
  const lanes a = state[0], b = state[1], c = state[2], d = state[3];
  const lanes e = state[4], f = state[5], g = state[6], h = state[7];
  const lanes sum = h + SIGMA_1(e) + (g ^ (e & (f ^ g)));
  group[A_12] = sum + SIGMA_0(a) + ((a & b) ^ (c & (a ^ b)));
  group[E_12] = sum + d;
  group[H_13] = g + (k[13] + job->fixed[13]);
  group[D_13] = group[H_13] + c;
  group[H_14] = f + (k[14] + job->fixed[14]);
  group[D_14] = group[H_14] + b;
  group[H_15] = e + (k[15] + job->fixed[15]);
  group[D_15] = group[H_15] + a;
  group[A_11] = a;
  group[B_11] = b;
  group[E_11] = e;
  group[F_11] = f;
}

LANES_TARGET static void prepare(const uint8_t *header, uint32_t first_extra_nonce, token_job *job) {
  token_job_set_tail(job, header + TOKEN_HEADER_BLOCK_BYTES);
  for (uint32_t i = 0; i < GROUPS; i++) {
    lanes state[STATE_WORDS], group[GROUP_VECTORS];
    lanes_midstates(header, first_extra_nonce + i * LANES_WIDE, state);
    prepare_group(job, state, group);
    for (uint32_t v = 0; v < GROUP_VECTORS; v++) {
      lanes_store(job->state + (v * GROUPS + i) * LANES_WIDE, group[v]);
    }
  }
}

// MARK: Rounds

// Registers by group and number: the states of group 0 to 2, then temporary ones, which groups 0 and 2 share. An
// operation names its word of the state by the digit.
#define R_0_0 "%%zmm0"
#define R_0_1 "%%zmm1"
#define R_0_2 "%%zmm2"
#define R_0_3 "%%zmm3"
#define R_0_4 "%%zmm4"
#define R_0_5 "%%zmm5"
#define R_0_6 "%%zmm6"
#define R_0_7 "%%zmm7"
#define R_1_0 "%%zmm8"
#define R_1_1 "%%zmm9"
#define R_1_2 "%%zmm10"
#define R_1_3 "%%zmm11"
#define R_1_4 "%%zmm12"
#define R_1_5 "%%zmm13"
#define R_1_6 "%%zmm14"
#define R_1_7 "%%zmm15"
#define R_2_0 "%%zmm16"
#define R_2_1 "%%zmm17"
#define R_2_2 "%%zmm18"
#define R_2_3 "%%zmm19"
#define R_2_4 "%%zmm20"
#define R_2_5 "%%zmm21"
#define R_2_6 "%%zmm22"
#define R_2_7 "%%zmm23"
#define T_0_0 "%%zmm24"
#define T_0_1 "%%zmm25"
#define T_0_2 "%%zmm26"
#define T_0_3 "%%zmm27"
#define T_1_0 "%%zmm28"
#define T_1_1 "%%zmm29"
#define T_1_2 "%%zmm30"
#define T_1_3 "%%zmm31"
#define T_2_0 T_0_0
#define T_2_1 T_0_1
#define T_2_2 T_0_2
#define T_2_3 T_0_3
#define R(group, word) R_##group##_##word
#define T(group, number) T_##group##_##number

#define LINE(...) __VA_ARGS__ "\n\t"

// The word of a round, broadcast: rows of sixteen nonces, from round 12 on.
#define WORD(t) "(" #t "-12)*64(%[kw])%{1to16%}"
// A vector of a group: the groups stand side by side.
#define VECTOR(vector, group) "(%c[" #vector "]*3+" #group ")*64(%[job])"

#define XOR3(a, b, to) LINE("vpternlogd $0x96, " a ", " b ", " to)
#define ROTATE(bits, from, to) LINE("vprord $" #bits ", " from ", " to)
#define ADD(what, to) LINE("vpaddd " what ", " to ", " to)
#define MOVE(from, to) LINE("vmovdqa32 " from ", " to)

// Sigma of three rotations into T0, a function of three words into T3: 0xca is Ch, 0xe8 is Maj.
#define SIGMA(G, word, r0, r1, r2)                                                               \
  ROTATE(r0, R(G, word), T(G, 0)) ROTATE(r1, R(G, word), T(G, 1)) ROTATE(r2, R(G, word), T(G, 2))
#define JOIN(G) XOR3(T(G, 2), T(G, 1), T(G, 0))
#define CHOOSE(G, e, f, g) MOVE(R(G, e), T(G, 3)) LINE("vpternlogd $0xca, " R(G, g) ", " R(G, f) ", " T(G, 3))
#define MAJORITY(G, a, b, c) MOVE(R(G, a), T(G, 3)) LINE("vpternlogd $0xe8, " R(G, c) ", " R(G, b) ", " T(G, 3))

// The e half: h gains the round's sum, d becomes the next e.
#define E_PART(G, t, a, b, c, d, e, f, g, h)                                          \
  SIGMA(G, e, 6, 11, 25) CHOOSE(G, e, f, g) ADD(WORD(t), R(G, h)) JOIN(G)             \
  ADD(T(G, 3), R(G, h)) ADD(T(G, 0), R(G, h)) ADD(R(G, h), R(G, d))
// The a half: h becomes the next a.
#define A_PART(G, t, a, b, c, d, e, f, g, h)                                          \
  SIGMA(G, a, 2, 13, 22) MAJORITY(G, a, b, c) JOIN(G) ADD(T(G, 3), T(G, 0)) ADD(T(G, 0), R(G, h))

// The e half of rounds 13 to 15: h and d are not in registers yet, they come with the word from the job.
#define EARLY_E_PART(G, H_t, D_t, a, b, c, d, e, f, g, h)                             \
  SIGMA(G, e, 6, 11, 25) CHOOSE(G, e, f, g) JOIN(G) ADD(T(G, 3), T(G, 0))             \
  LINE("vpaddd " VECTOR(H_t, G) ", " T(G, 0) ", " R(G, h))                            \
  LINE("vpaddd " VECTOR(D_t, G) ", " T(G, 0) ", " R(G, d))

#define GROUPS_OF(PART, ...) PART(0, __VA_ARGS__) PART(1, __VA_ARGS__) PART(2, __VA_ARGS__)
#define ROUND_AVX512(t, ...) GROUPS_OF(E_PART, t, __VA_ARGS__) GROUPS_OF(A_PART, t, __VA_ARGS__)
#define EARLY_ROUND(t, ...) GROUPS_OF(EARLY_E_PART, H_##t, D_##t, __VA_ARGS__) GROUPS_OF(A_PART, t, __VA_ARGS__)

// After round 12: a and e with the nonce, and of the state after round 11 what rounds 13 to 15 read of it.
#define FIRST(G, a, b, c, e, f, g)                                                    \
  MOVE(VECTOR(A_12, G), R(G, a)) MOVE(VECTOR(E_12, G), R(G, e))                       \
  ADD(WORD(12), R(G, a)) ADD(WORD(12), R(G, e))                                       \
  MOVE(VECTOR(A_11, G), R(G, b)) MOVE(VECTOR(B_11, G), R(G, c))                       \
  MOVE(VECTOR(E_11, G), R(G, f)) MOVE(VECTOR(F_11, G), R(G, g))

// The lanes whose H7, the midstate's last word plus e after round 60, has no bit of the mask.
#define LAST(G, e)                                                                    \
  ADD(VECTOR(H7, G), R(G, e))                                                         \
  LINE("vptestnmd %[mask]%{1to16%}, " R(G, e) ", %%k1") LINE("kmovw %%k1, %k[hits" #G "]")

// Eight rounds, after which the words are back in their registers.
#define EIGHT_ROUNDS_AVX512(t0, t1, t2, t3, t4, t5, t6, t7)                           \
  ROUND_AVX512(t0, 0, 1, 2, 3, 4, 5, 6, 7) ROUND_AVX512(t1, 7, 0, 1, 2, 3, 4, 5, 6)   \
  ROUND_AVX512(t2, 6, 7, 0, 1, 2, 3, 4, 5) ROUND_AVX512(t3, 5, 6, 7, 0, 1, 2, 3, 4)   \
  ROUND_AVX512(t4, 4, 5, 6, 7, 0, 1, 2, 3) ROUND_AVX512(t5, 3, 4, 5, 6, 7, 0, 1, 2)   \
  ROUND_AVX512(t6, 2, 3, 4, 5, 6, 7, 0, 1) ROUND_AVX512(t7, 1, 2, 3, 4, 5, 6, 7, 0)

// A bit for each lane that a nonce is a solution for; lane 0 is the lowest bit. `kw` is the nonce's column.
LANES_INLINE uint64_t hits_of_nonce(const token_job *job, const uint32_t *kw, const uint32_t *mask) {
  uint32_t hits[GROUPS];
  __asm__(GROUPS_OF(FIRST, 3, 4, 5, 7, 0, 1)
          // Where round 13's words stand: a in 3, e in 7; h and d, not read, in 2 and 6.
          EARLY_ROUND(13, 3, 4, 5, 6, 7, 0, 1, 2)
          EARLY_ROUND(14, 2, 3, 4, 5, 6, 7, 0, 1)
          EARLY_ROUND(15, 1, 2, 3, 4, 5, 6, 7, 0)
          EIGHT_ROUNDS_AVX512(16, 17, 18, 19, 20, 21, 22, 23)
          EIGHT_ROUNDS_AVX512(24, 25, 26, 27, 28, 29, 30, 31)
          EIGHT_ROUNDS_AVX512(32, 33, 34, 35, 36, 37, 38, 39)
          EIGHT_ROUNDS_AVX512(40, 41, 42, 43, 44, 45, 46, 47)
          EIGHT_ROUNDS_AVX512(48, 49, 50, 51, 52, 53, 54, 55)
          ROUND_AVX512(56, 0, 1, 2, 3, 4, 5, 6, 7)
          GROUPS_OF(E_PART, 57, 7, 0, 1, 2, 3, 4, 5, 6)
          GROUPS_OF(E_PART, 58, 6, 7, 0, 1, 2, 3, 4, 5)
          GROUPS_OF(E_PART, 59, 5, 6, 7, 0, 1, 2, 3, 4)
          GROUPS_OF(E_PART, 60, 4, 5, 6, 7, 0, 1, 2, 3)
          GROUPS_OF(LAST, 7)
          : [hits0] "=&r"(hits[0]), [hits1] "=&r"(hits[1]), [hits2] "=&r"(hits[2])
          : [kw] "r"(kw), [job] "r"(job->state), [mask] "m"(*mask), [A_12] "i"(A_12), [E_12] "i"(E_12),
            [H_13] "i"(H_13), [D_13] "i"(D_13), [H_14] "i"(H_14), [D_14] "i"(D_14), [H_15] "i"(H_15),
            [D_15] "i"(D_15), [A_11] "i"(A_11), [B_11] "i"(B_11), [E_11] "i"(E_11), [F_11] "i"(F_11), [H7] "i"(H7)
          : "memory", "k1", "zmm0", "zmm1", "zmm2", "zmm3", "zmm4", "zmm5", "zmm6", "zmm7", "zmm8", "zmm9", "zmm10",
            "zmm11", "zmm12", "zmm13", "zmm14", "zmm15", "zmm16", "zmm17", "zmm18", "zmm19", "zmm20", "zmm21", "zmm22",
            "zmm23", "zmm24", "zmm25", "zmm26", "zmm27", "zmm28", "zmm29", "zmm30", "zmm31");
  return hits[0] | (uint64_t)hits[1] << LANES_WIDE | (uint64_t)hits[2] << 2 * LANES_WIDE;
}

LANES_TARGET static bool grind(const token_job *job, uint32_t h7_mask, uint32_t first_nonce, uint64_t count,
                               token_hit *hit) {
  for (uint64_t i = 0; i < count; i += LANES_WIDE) {
    lanes kw[SCHEDULE_WORDS];
    lanes_expand(job, first_nonce + (uint32_t)i, kw);
    const uint32_t nonces = count - i < LANES_WIDE ? (uint32_t)(count - i) : LANES_WIDE;
    for (uint32_t n = 0; n < nonces; n++) {
      const uint64_t hits = hits_of_nonce(job, (const uint32_t *)kw + n, &h7_mask);
      if (__builtin_expect(hits != 0, 0)) {
        hit->nonce = first_nonce + (uint32_t)i + n;
        hit->lane = (uint32_t)__builtin_ctzll(hits);
        return true;
      }
    }
  }
  return false;
}

const token_kernel token_kernel_avx512 = {
    .name = "avx512",
    .lanes = GROUPS * LANES_WIDE,
    .nonces = LANES_WIDE,
    .supported = token_processor_has_avx512,
    .prepare = prepare,
    .grind = grind,
    .identify = lanes_identify,
};

#endif
