// dependent_adds.c: a chain of additions that takes one cycle each on any processor, to measure its clock with.
//
// Both operands are registers: some processors do the addition of a constant while they rename registers, in no time.
// The loop is assembly as a whole, so that a debug build keeps the sum in a register too.
#include "CTokenKernels.h"

enum { ADDS_A_TURN = 64 };

uint64_t token_dependent_adds(uint64_t count) {
  uint64_t turns = (count + ADDS_A_TURN - 1) / ADDS_A_TURN;
  uint64_t sum = 0;
  const uint64_t one = 1;
  if (turns == 0) return 0;
#if defined(__x86_64__)
  __asm__ volatile(
      "1:\n\t"
      ".rept 64\n\t"
      "addq %[one], %[sum]\n\t"
      ".endr\n\t"
      "decq %[turns]\n\t"
      "jnz 1b"
      : [sum] "+r"(sum), [turns] "+r"(turns)
      : [one] "r"(one)
      : "cc");
#elif defined(__aarch64__)
  __asm__ volatile(
      "1:\n\t"
      ".rept 64\n\t"
      "add %[sum], %[sum], %[one]\n\t"
      ".endr\n\t"
      "subs %[turns], %[turns], #1\n\t"
      "b.ne 1b"
      : [sum] "+r"(sum), [turns] "+r"(turns)
      : [one] "r"(one)
      : "cc");
#else
  for (; turns > 0; turns--) {
    _Pragma("GCC unroll 64") for (int i = 0; i < ADDS_A_TURN; i++) {
      sum += one;
      __asm__ volatile("" : "+r"(sum));
    }
  }
#endif
  return sum;
}
