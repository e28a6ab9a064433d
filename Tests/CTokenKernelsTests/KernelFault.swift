// KernelFault.swift: one fault put into a copy of a kernel's source, as a slip of the hand would.

import Testing

/// A piece of source and what stands there instead.
struct KernelFault: Sendable, CustomTestStringConvertible {
  /// The kernels that it breaks.
  let kernels: [String]
  /// In `Sources/CTokenKernels`.
  let file: String
  let what: String
  let right: String
  let wrong: String

  var testDescription: String { "\(file): \(what)" }

  private init(_ kernels: String..., file: String, _ what: String, _ right: String, _ wrong: String) {
    self.kernels = kernels
    self.file = file
    self.what = what
    self.right = right
    self.wrong = wrong
  }

  static let all: [KernelFault] = portable + sha + avx2 + avx512 + lanes + arm64

  private static let portable = [
    KernelFault(
      "portable", file: "kernel_portable.c", "rejects by e after round 59",
      "E_HALF(a, b, c, d, e, f, g, h, WORD(60));", ""),
    KernelFault(
      "portable", file: "kernel_portable.c", "leaves the midstate out of H7",
      "((h7 + e_after_round_60(job, nonce)) & h7_mask)", "(e_after_round_60(job, nonce) & h7_mask)"),
    KernelFault(
      "portable", file: "kernel_portable.c", "tries one nonce too many", "i < count; i++) {\n    const uint32_t nonce",
      "i <= count; i++) {\n    const uint32_t nonce"),
    KernelFault(
      "portable", file: "kernel_portable.c", "starts one nonce late", "first_nonce + (uint32_t)i;",
      "first_nonce + (uint32_t)i + 1;"),
    KernelFault("portable", file: "kernel_portable.c", "loses a term of word 28", "+ w[21] + w[12];", "+ w[21];"),
    KernelFault(
      "portable", file: "kernel_portable.c", "hashes no last header", "i < count; i++) {\n    token_sha256",
      "i + 1 < count; i++) {\n    token_sha256"),
  ]

  private static let sha = [
    KernelFault("sha", file: "kernel_sha.c", "rejects by e after round 58", "STEP(192, cdgh, abef)\n", "\n"),
    KernelFault(
      "sha", file: "kernel_sha.c", "rejects by e after round 59",
      "_mm_unpacklo_epi32(s[0].cdgh, s[1].cdgh)",
      "_mm_unpackhi_epi32(_mm_slli_si128(s[0].cdgh, 4), _mm_slli_si128(s[1].cdgh, 4))"),
    KernelFault(
      "sha", file: "kernel_sha.c", "adds the midstates of the first lanes", "(job->h7 + lane));", "(job->h7));"),
    KernelFault(
      "sha", file: "kernel_sha.c", "leaves the last lanes out", "lane < LANES; lane += STREAMS) {\n      const int",
      "lane < LANES - STREAMS; lane += STREAMS) {\n      const int"),
    KernelFault(
      "sha", file: "kernel_sha.c", "takes the highest lane", "(uint32_t)__builtin_ctz((unsigned)hits)",
      "31 - (uint32_t)__builtin_clz((unsigned)hits)"),
    KernelFault(
      "sha", file: "kernel_sha.c", "leaves the last nonce out", "i < count; i++) {\n    const uint32_t nonce",
      "i + 1 < count; i++) {\n    const uint32_t nonce"),
    KernelFault(
      "sha", file: "kernel_sha.c", "gives two lanes one extra nonce",
      "(int)(first_extra_nonce + lane + (uint32_t)i)", "(int)(first_extra_nonce + lane)"),
    KernelFault(
      "sha", file: "kernel_sha.c", "puts the nonce into word 18",
      "_mm_setr_epi32(0, 0, 0, (int)nonce)", "_mm_setr_epi32(0, 0, (int)nonce, 0)"),
    KernelFault(
      "sha", file: "kernel_sha.c", "hashes no header beyond a multiple of four", "for (; count > 0; count--) {",
      "for (; count > 4; count--) {"),
  ]

  private static let avx2 = [
    KernelFault(
      "avx2", file: "kernel_avx2.c", "rejects by e after round 59",
      "E_HALF(a, b, c, d, e, f, g, h, WORD(60));", ""),
    KernelFault(
      "avx2", file: "kernel_avx2.c", "leaves the a half of round 56 out",
      "LEAN_ROUND(e, f, g, h, a, b, c, d, WORD(56), x, y);", "E_HALF(e, f, g, h, a, b, c, d, WORD(56));"),
    KernelFault("avx2", file: "kernel_avx2.c", "leaves the midstate out of H7", "(d + lanes_load(job->h7))", "d"),
    KernelFault(
      "avx2", file: "kernel_avx2.c", "goes on behind the range",
      "count - i < LANES_WIDE ? (uint32_t)(count - i) : LANES_WIDE;", "LANES_WIDE;"),
    KernelFault(
      "avx2", file: "kernel_avx2.c", "leaves the last nonce of eight out", "n < nonces; n++) {",
      "n < nonces - 1; n++) {"),
    KernelFault("avx2", file: "kernel_avx2.c", "names the first nonce of eight", "(uint32_t)i + n;", "(uint32_t)i;"),
  ]

  private static let avx512 = [
    KernelFault(
      "avx512", file: "kernel_avx512.c", "rejects by e after round 59",
      "GROUPS_OF(E_PART, 60, 4, 5, 6, 7, 0, 1, 2, 3)", ""),
    KernelFault(
      "avx512", file: "kernel_avx512.c", "leaves the a half of round 56 out",
      "ROUND_AVX512(56, 0, 1, 2, 3, 4, 5, 6, 7)", "GROUPS_OF(E_PART, 56, 0, 1, 2, 3, 4, 5, 6, 7)"),
    KernelFault("avx512", file: "kernel_avx512.c", "leaves the midstate out of H7", "ADD(VECTOR(H7, G), R(G, e))", ""),
    KernelFault(
      "avx512", file: "kernel_avx512.c", "takes the third group's lanes for the second's",
      "(uint64_t)hits[2] << 2 * LANES_WIDE", "(uint64_t)hits[2] << LANES_WIDE"),
    KernelFault(
      "avx512", file: "kernel_avx512.c", "leaves word 14 out of d", "group[D_14] = group[H_14] + b;",
      "group[D_14] = f + b;"),
    KernelFault(
      "avx512", file: "kernel_avx512.c", "goes on behind the range",
      "count - i < LANES_WIDE ? (uint32_t)(count - i) : LANES_WIDE;", "LANES_WIDE;"),
    KernelFault(
      "avx512", file: "kernel_avx512.c", "gives two groups the same extra nonces",
      "first_extra_nonce + i * LANES_WIDE", "first_extra_nonce + (i & 1) * LANES_WIDE"),
  ]

  private static let lanes = [
    KernelFault(
      "avx2", "avx512", file: "lanes.h", "expands one nonce for all", "w[12][lane] = first + lane;",
      "w[12][lane] = first;"),
    KernelFault(
      "avx2", "avx512", file: "lanes.h", "loses the nonce in word 26", "w[26] = fixed[26] + w[19];",
      "w[26] = lanes_all(fixed[26]);"),
    KernelFault(
      "avx2", "avx512", file: "lanes.h", "hashes a header's first bytes twice",
      "w[t] = lanes_load(words[16 + t]);", "w[t] = lanes_load(words[t]);"),
    KernelFault(
      "avx2", "avx512", file: "lanes.h", "leaves the last digest out", "lane < count; lane++) {\n    UNROLLED",
      "lane + 1 < count; lane++) {\n    UNROLLED"),
  ]

  private static let arm64 = [
    KernelFault(
      "arm64", file: "kernel_arm64.c", "rejects by e after round 56", "STEP(176) STEP(192)",
      "STEP(176)"),
    KernelFault(
      "arm64", file: "kernel_arm64.c", "leaves the last nonce out", "i < count; i++) {\n    const uint32_t nonce",
      "i + 1 < count; i++) {\n    const uint32_t nonce"),
    KernelFault(
      "arm64", file: "kernel_arm64.c", "leaves the last lanes out", "lane < LANES; lane += STREAMS",
      "lane < LANES - STREAMS; lane += STREAMS"),
  ]
}
