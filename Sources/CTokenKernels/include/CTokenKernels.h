// CTokenKernels.h: CRC-32C and SHA-256 of block headers in C: grinding for a nonce and hashing many at once. Safe to
// call from any thread; no policy, and no state but the choice of a CRC's instructions, which is made once.
#ifndef C_TOKEN_KERNELS_H
#define C_TOKEN_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef __clang__
#define _Nonnull
#define _Nullable
#endif

/// Lengths of a block header, fixed for ever (docs/ledger.md).
enum {
  /// The whole header.
  TOKEN_HEADER_BYTES = 116,
  /// Its first SHA-256 block: everything that is hashed once per extra nonce.
  TOKEN_HEADER_BLOCK_BYTES = 64,
  /// Where the extra nonce stands.
  TOKEN_EXTRA_NONCE_OFFSET = 4,
  /// Where the nonce stands.
  TOKEN_NONCE_OFFSET = 112,
  /// Bytes of a digest.
  TOKEN_DIGEST_BYTES = 32,
  /// The most lanes any kernel has.
  TOKEN_MAX_LANES = 64,
};

// MARK: CRC-32C

/// Standard CRC-32C (Castagnoli) of `crc`'s bytes followed by these: 0 begins, and results chain, so that
/// `token_crc32c(token_crc32c(0, a), b)` is the CRC of a then b. `data` may be null when `length` is 0.
uint32_t token_crc32c(uint32_t crc, const void *_Nullable data, size_t length);

/// The same without special instructions.
uint32_t token_crc32c_portable(uint32_t crc, const void *_Nullable data, size_t length);

// MARK: Kernels

/// One header made ready for a kernel: what is hashed once for all its nonces. Owned by one thread.
typedef struct token_job token_job;

/// Where a grind found its mask met.
typedef struct token_hit {
  /// The nonce, the number whose big-endian bytes are the last four of the header.
  uint32_t nonce;
  /// The extra nonce is the job's first plus this.
  uint32_t lane;
} token_hit;

/// See `token_prepare`.
typedef void (*token_prepare_function)(const uint8_t *_Nonnull header, uint32_t first_extra_nonce,
                                       token_job *_Nonnull job);
/// See `token_grind`; the range ends at 2^32 - 1 at most.
typedef bool (*token_grind_function)(const token_job *_Nonnull job, uint32_t h7_mask, uint32_t first_nonce,
                                     uint64_t count, token_hit *_Nonnull hit);
/// See `token_identify`.
typedef void (*token_identify_function)(const uint8_t *_Nonnull headers, size_t count, uint8_t *_Nonnull digests);

/// One way to hash headers: an instruction set. Immutable, lives as long as the process.
typedef struct token_kernel {
  /// What flags and logs call it: `portable`.
  const char *_Nonnull name;
  /// Extra nonces ground at once, 1 to `TOKEN_MAX_LANES`.
  uint32_t lanes;
  /// Nonces ground at once on all lanes: the smallest piece of work is `lanes` times this.
  uint32_t nonces;
  /// This processor and its system have the instructions.
  bool (*_Nonnull supported)(void);
  token_prepare_function _Nonnull prepare;
  token_grind_function _Nonnull grind;
  token_identify_function _Nonnull identify;
} token_kernel;

/// All kernels that were built, supported here or not, `portable` last; null past it.
const token_kernel *_Nullable token_kernel_at(size_t index);

/// Room for one header of any kernel; null when there is no memory. To be freed with `token_job_free`.
token_job *_Nullable token_job_create(void);
void token_job_free(token_job *_Nullable job);

// MARK: Grinding

/// Hashes once what all nonces of a header share, for `kernel->lanes` extra nonces from `first_extra_nonce` on, which
/// wraps. The header's own extra nonce and nonce are ignored. Costs about as much as two hashes for each lane.
void token_prepare(const token_kernel *_Nonnull kernel, const uint8_t header[_Nonnull TOKEN_HEADER_BYTES],
                   uint32_t first_extra_nonce, token_job *_Nonnull job);

/// Looks for a nonce with `(H7 & h7_mask) == 0`, where H7 is the last state word of the header's SHA-256.
///
/// `job` was prepared by the same kernel. Tries `count` nonces from `first_nonce` upwards, never beyond 2^32 - 1, each
/// on every lane. True: `hit` is the lowest nonce that hits, and its lowest lane. False: none does, `hit` is unchanged.
/// Works on `kernel->nonces` at once; a caller that polls a flag passes a multiple, a few thousand hashes in all.
bool token_grind(const token_kernel *_Nonnull kernel, const token_job *_Nonnull job, uint32_t h7_mask,
                 uint32_t first_nonce, uint64_t count, token_hit *_Nonnull hit);

// MARK: Hashing whole headers

/// SHA-256 of `count` headers that stand one behind the other, 116 bytes each: their identities in SHA-256's own order,
/// 32 bytes each, into `digests`.
void token_identify(const token_kernel *_Nonnull kernel, const uint8_t *_Nonnull headers, size_t count,
                    uint8_t *_Nonnull digests);

// MARK: The processor's clock

/// Makes `count` additions, rounded up to a multiple of 64, each of which needs the one before: one cycle each, so the
/// time that they take is the length of a cycle. Returns how many were made.
uint64_t token_dependent_adds(uint64_t count);

// MARK: Self-test

/// SHA-256 by somebody else's code, of `length` bytes into 32.
typedef void (*token_sha256_function)(const uint8_t *_Nonnull bytes, size_t length, uint8_t *_Nonnull digest);

/// Grinds planted solutions in each lane and at both ends of the nonces' range, and hashes whole headers; compares each
/// answer with `sha256`. A few milliseconds. False: the kernel must not be used. The kernel has to be supported.
bool token_kernel_self_test(const token_kernel *_Nonnull kernel, token_sha256_function _Nonnull sha256);

#endif
