// processor.c: asks CPUID what the processor has, and XGETBV which registers the system saves (Intel's Software
// Developer's Manual, volume 1, chapters 13 to 15). Not the compiler's own look-up: what it knows differs by version.
#include "processor.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <stdint.h>

enum {
  // Leaf 1, ECX.
  HAS_SSSE3 = 1 << 9,
  HAS_SSE41 = 1 << 19,
  HAS_OSXSAVE = 1 << 27,
  // Leaf 7, EBX.
  HAS_AVX2 = 1 << 5,
  HAS_AVX512F = 1 << 16,
  HAS_SHA = 1 << 29,
  // XCR0: the system saves xmm and ymm; and the masks, the upper halves of zmm and zmm16 to 31 too.
  SAVES_YMM = 0x06,
  SAVES_ZMM = 0xe6,
};

static uint32_t leaf_1_ecx(void) {
  uint32_t eax, ebx, ecx = 0, edx;
  return __get_cpuid(1, &eax, &ebx, &ecx, &edx) ? ecx : 0;
}

static uint32_t leaf_7_ebx(void) {
  uint32_t eax, ebx = 0, ecx, edx;
  return __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) ? ebx : 0;
}

static bool saves(uint32_t registers) {
  if ((leaf_1_ecx() & HAS_OSXSAVE) == 0) return false;
  uint32_t low, high;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (low & registers) == registers;
}

bool token_processor_has_sha(void) {
  const uint32_t basic = HAS_SSSE3 | HAS_SSE41;
  return (leaf_1_ecx() & basic) == basic && (leaf_7_ebx() & HAS_SHA) != 0;
}

bool token_processor_has_avx2(void) { return (leaf_7_ebx() & HAS_AVX2) != 0 && saves(SAVES_YMM); }

bool token_processor_has_avx512(void) { return (leaf_7_ebx() & HAS_AVX512F) != 0 && saves(SAVES_ZMM); }

#endif
