// self_test.c: the test that a kernel has to pass before it may be used: planted solutions, against another SHA-256.
#include <string.h>

#include "sha256.h"

enum {
  // Nonces in a range: more than any kernel takes at once, and no multiple of it.
  TEST_NONCES = 19,
  // Whole headers hashed at once: more than any kernel's lanes, and no multiple of them.
  TEST_HEADERS = 37,
};

typedef struct {
  const token_kernel *kernel;
  token_sha256_function sha256;
  token_job *job;
  uint8_t header[TOKEN_HEADER_BYTES];
  uint32_t first_extra_nonce;
  // H7 of each nonce and lane, by the other SHA-256.
  uint32_t h7[TEST_NONCES][TOKEN_MAX_LANES];
} test;

static void fill(uint8_t *bytes, size_t count, uint32_t seed) {
  for (size_t i = 0; i < count; i++) {
    seed = seed * 1664525 + 1013904223;
    bytes[i] = (uint8_t)(seed >> 24);
  }
}

static void hash_range(test *test, uint32_t first) {
  uint8_t header[TOKEN_HEADER_BYTES], digest[TOKEN_DIGEST_BYTES];
  memcpy(header, test->header, sizeof header);
  for (uint32_t i = 0; i < TEST_NONCES; i++) {
    for (uint32_t lane = 0; lane < test->kernel->lanes; lane++) {
      token_store_be32(header + TOKEN_EXTRA_NONCE_OFFSET, test->first_extra_nonce + lane);
      token_store_be32(header + TOKEN_NONCE_OFFSET, first + i);
      test->sha256(header, sizeof header, digest);
      test->h7[i][lane] = token_load_be32(digest + 28);
    }
  }
}

// One grind over the range with this mask: it has to find the first nonce and lane that meet it, and nothing before.
static bool finds_first(const test *test, uint32_t first, uint32_t mask) {
  const uint32_t lanes = test->kernel->lanes;
  uint32_t expected = 0;
  while (expected < TEST_NONCES * lanes && (test->h7[expected / lanes][expected % lanes] & mask) != 0) expected++;

  token_hit hit = {0, 0};
  const uint32_t before = expected / lanes;
  if (token_grind(test->kernel, test->job, mask, first, before, &hit)) return false;
  const bool found = token_grind(test->kernel, test->job, mask, first, TEST_NONCES, &hit);
  if (before == TEST_NONCES) return !found;
  return found && hit.nonce == first + before && hit.lane == expected % lanes;
}

// A mask that this hash meets and hardly another does: the complement of its own H7.
static bool finds_planted(const test *test, uint32_t first, uint32_t nonce, uint32_t lane) {
  return finds_first(test, first, ~test->h7[nonce][lane]);
}

// Plants a solution in each lane of the first and the last nonce, and in some lane of each nonce between. Masks of two
// bits are met by many hashes, of which the first counts; the mask of all bits by none, so that no hash may pass early.
static bool test_range(test *test, uint32_t first) {
  const uint32_t lanes = test->kernel->lanes;
  hash_range(test, first);
  for (uint32_t lane = 0; lane < lanes; lane++) {
    if (!finds_planted(test, first, 0, lane) || !finds_planted(test, first, TEST_NONCES - 1, lane)) return false;
  }
  for (uint32_t i = 1; i < TEST_NONCES - 1; i++) {
    if (!finds_planted(test, first, i, i % lanes)) return false;
  }
  for (uint32_t bit = 0; bit < 31; bit++) {
    if (!finds_first(test, first, (uint32_t)3 << bit)) return false;
  }
  return finds_first(test, first, 0) && finds_first(test, first, UINT32_MAX);
}

static bool test_grinding(test *test) {
  static const uint32_t firsts[] = {0, 0x7fffffec, UINT32_MAX - TEST_NONCES + 1};
  for (uint32_t i = 0; i < sizeof firsts / sizeof firsts[0]; i++) {
    fill(test->header, sizeof test->header, i);
    // The extra nonces of the last header wrap.
    test->first_extra_nonce = i == 2 ? UINT32_MAX - 2 : 0x01020304 * i;
    token_prepare(test->kernel, test->header, test->first_extra_nonce, test->job);
    if (!test_range(test, firsts[i])) return false;
  }
  return true;
}

static bool test_identify(const test *test) {
  uint8_t headers[TEST_HEADERS * TOKEN_HEADER_BYTES], digests[TEST_HEADERS * TOKEN_DIGEST_BYTES];
  fill(headers, sizeof headers, 7);
  for (size_t count = 1; count <= TEST_HEADERS; count += 6) {
    memset(digests, 0, sizeof digests);
    token_identify(test->kernel, headers, count, digests);
    for (size_t i = 0; i < count; i++) {
      uint8_t expected[TOKEN_DIGEST_BYTES];
      test->sha256(headers + i * TOKEN_HEADER_BYTES, TOKEN_HEADER_BYTES, expected);
      if (memcmp(digests + i * TOKEN_DIGEST_BYTES, expected, sizeof expected) != 0) return false;
    }
  }
  return true;
}

bool token_kernel_self_test(const token_kernel *kernel, token_sha256_function sha256) {
  if (kernel->lanes == 0 || kernel->lanes > TOKEN_MAX_LANES) return false;
  test test = {.kernel = kernel, .sha256 = sha256, .job = token_job_create()};
  if (test.job == NULL) return false;
  const bool passed = test_grinding(&test) && test_identify(&test);
  token_job_free(test.job);
  return passed;
}
