// kernels.c: which kernels there are, which one this machine grinds with, and the test each has to pass.
#include "kernels.h"

#include <stdatomic.h>
#include <string.h>

#include "sha256.h"

// Fastest first; the last runs everywhere.
static const token_kernel *const kernels[] = {&token_kernel_portable};
static const size_t kernel_count = sizeof kernels / sizeof kernels[0];

const token_kernel *token_kernel_at(size_t index) { return index < kernel_count ? kernels[index] : NULL; }

const token_kernel *token_kernel_named(const char *name) {
  for (size_t i = 0; i < kernel_count; i++) {
    if (strcmp(kernels[i]->name, name) == 0 && kernels[i]->supported()) return kernels[i];
  }
  return NULL;
}

const token_kernel *token_kernel_best(void) {
  static _Atomic(const token_kernel *) chosen;
  const token_kernel *best = atomic_load_explicit(&chosen, memory_order_acquire);
  // Threads that come here at the same time find the same kernel.
  for (size_t i = 0; best == NULL && i < kernel_count; i++) {
    if (kernels[i]->supported() && token_kernel_self_test(kernels[i])) best = kernels[i];
  }
  if (best == NULL) best = &token_kernel_portable;
  atomic_store_explicit(&chosen, best, memory_order_release);
  return best;
}

uint32_t token_h7_mask(uint32_t whole_bits) {
  if (whole_bits == 0) return 0;
  const uint32_t top = whole_bits >= 32 ? UINT32_MAX : UINT32_MAX << (32 - whole_bits);
  return __builtin_bswap32(top);
}

bool token_grind(const token_kernel *kernel, const uint32_t *midstates, const uint8_t tail[TOKEN_HEADER_TAIL_BYTES],
                 uint32_t h7_mask, uint32_t first_nonce, uint64_t count, token_hit *hit) {
  const uint64_t left = (uint64_t)UINT32_MAX + 1 - first_nonce;
  return kernel->grind(midstates, tail, h7_mask, first_nonce, count < left ? count : left, hit);
}

// MARK: Self-test

// Nonces in a range of the self-test: more than any kernel takes at once.
enum { TEST_NONCES = 40 };

// A header for each lane, different in the extra nonce only.
typedef struct {
  uint8_t header[TOKEN_HEADER_BYTES];
  uint32_t midstates[TOKEN_MAX_LANES * TOKEN_STATE_WORDS];
} test_job;

static void set_extra_nonce(uint8_t *header, uint32_t lane) { token_store_be32(header + 4, 0x01020304 * (lane + 1)); }

static void make_test_job(test_job *job, uint32_t lanes, uint32_t seed) {
  for (int i = 0; i < TOKEN_HEADER_BYTES; i++) {
    seed = seed * 1664525 + 1013904223;
    job->header[i] = (uint8_t)(seed >> 24);
  }
  for (uint32_t lane = 0; lane < lanes; lane++) {
    set_extra_nonce(job->header, lane);
    token_sha256_midstate(job->header, job->midstates + lane * TOKEN_STATE_WORDS);
  }
}

static uint32_t plain_h7(test_job *job, uint32_t lane, uint32_t nonce) {
  uint8_t digest[32];
  set_extra_nonce(job->header, lane);
  token_store_be32(job->header + TOKEN_HEADER_BYTES - 4, nonce);
  token_sha256_header(job->header, digest);
  return token_load_be32(digest + 28);
}

// Grinds TEST_NONCES nonces once for each of them and each lane, with a mask that this one meets: the complement of its
// own H7. The answer must be the first that meets it by plain SHA-256.
static bool test_range(const token_kernel *kernel, test_job *job, uint32_t first) {
  uint32_t h7[TEST_NONCES][TOKEN_MAX_LANES];
  for (uint32_t i = 0; i < TEST_NONCES; i++) {
    for (uint32_t lane = 0; lane < kernel->lanes; lane++) h7[i][lane] = plain_h7(job, lane, first + i);
  }
  for (uint32_t planted = 0; planted < TEST_NONCES * kernel->lanes; planted++) {
    const uint32_t mask = ~h7[planted / kernel->lanes][planted % kernel->lanes];
    uint32_t expected = 0;
    while ((h7[expected / kernel->lanes][expected % kernel->lanes] & mask) != 0) expected++;

    const uint8_t *const tail = job->header + TOKEN_HEADER_BLOCK_BYTES;
    const uint64_t before = expected / kernel->lanes;
    token_hit hit = {0, 0};
    if (token_grind(kernel, job->midstates, tail, mask, first, before, &hit)) return false;
    if (!token_grind(kernel, job->midstates, tail, mask, first, TEST_NONCES, &hit)) return false;
    if (hit.nonce != first + before || hit.lane != expected % kernel->lanes) return false;
  }
  return true;
}

bool token_kernel_self_test(const token_kernel *kernel) {
  static const uint32_t firsts[] = {0, 1, 0x7fffffec, 0xfffffff0 - TEST_NONCES, UINT32_MAX - TEST_NONCES + 1};
  if (kernel->lanes == 0 || kernel->lanes > TOKEN_MAX_LANES) return false;
  for (uint32_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
    test_job job;
    make_test_job(&job, kernel->lanes, i);
    if (!test_range(kernel, &job, firsts[i])) return false;
  }
  return true;
}
