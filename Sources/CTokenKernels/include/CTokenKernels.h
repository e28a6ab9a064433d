// CTokenKernels.h: CRC-32C and SHA-256 grinding in C. Pure functions, safe to call from any thread; no policy, no state
// but the choice of an instruction set, which is made once.
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
  /// What is left for the second block. The nonce is its last word.
  TOKEN_HEADER_TAIL_BYTES = TOKEN_HEADER_BYTES - TOKEN_HEADER_BLOCK_BYTES,
  /// Words of a SHA-256 state.
  TOKEN_STATE_WORDS = 8,
  /// The most lanes any kernel has.
  TOKEN_MAX_LANES = 64,
};

// MARK: CRC-32C

/// Standard CRC-32C (Castagnoli) of `crc`'s bytes followed by these: 0 begins, and results chain, so that
/// `token_crc32c(token_crc32c(0, a), b)` is the CRC of a then b. `data` may be null when `length` is 0.
uint32_t token_crc32c(uint32_t crc, const void *_Nullable data, size_t length);

/// The same without special instructions.
uint32_t token_crc32c_portable(uint32_t crc, const void *_Nullable data, size_t length);

// MARK: SHA-256

/// The SHA-256 state after one 64-byte block from the initial state.
void token_sha256_midstate(const uint8_t block[_Nonnull TOKEN_HEADER_BLOCK_BYTES],
                           uint32_t state[_Nonnull TOKEN_STATE_WORDS]);

/// SHA-256 of a block header: its identity, in SHA-256's own order.
void token_sha256_header(const uint8_t header[_Nonnull TOKEN_HEADER_BYTES], uint8_t digest[_Nonnull 32]);

// MARK: Grinding

/// Where a grind found its mask met.
typedef struct token_hit {
  /// The nonce, the number whose big-endian bytes are the last four of the header.
  uint32_t nonce;
  /// The index of the midstate.
  uint32_t lane;
} token_hit;

/// Tries `count` nonces from `first_nonce` on every lane; see `token_grind`.
typedef bool (*token_grind_function)(const uint32_t *_Nonnull midstates, const uint8_t tail[_Nonnull], uint32_t h7_mask,
                                     uint32_t first_nonce, uint64_t count, token_hit *_Nonnull hit);

/// One way to grind: an instruction set. Immutable, lives as long as the process.
typedef struct token_kernel {
  /// What flags and logs call it: `portable`.
  const char *_Nonnull name;
  /// Midstates ground at once, 1 to `TOKEN_MAX_LANES`: one header each, different in the first block only.
  uint32_t lanes;
  /// This machine has the instructions.
  bool (*_Nonnull supported)(void);
  token_grind_function _Nonnull grind;
} token_kernel;

/// The fastest kernel that this machine supports and that passes the self-test. Tests it once, some milliseconds.
const token_kernel *_Nonnull token_kernel_best(void);

/// The kernel of that name; null when there is none or this machine lacks its instructions.
const token_kernel *_Nullable token_kernel_named(const char *_Nonnull name);

/// All kernels that were built, fastest first, supported here or not; null past the last.
const token_kernel *_Nullable token_kernel_at(size_t index);

/// Grinds planted solutions at both ends of the nonces' range, in each lane, and compares every answer with plain
/// SHA-256. False: the kernel must not be used.
bool token_kernel_self_test(const token_kernel *_Nonnull kernel);

/// The mask for `token_grind` that a proof of work of `whole_bits` leading zero bits (0 to 63) needs. Exact up to 32
/// bits without a fraction; above, or with one, each hit is to be checked by the full rule.
uint32_t token_h7_mask(uint32_t whole_bits);

/// Looks for a nonce with `(H7 & h7_mask) == 0`, where H7 is the last state word of the header's SHA-256.
///
/// `midstates` holds `kernel->lanes` states of eight words; `tail` is bytes 64 to 115 of the header, shared by all
/// lanes, whose last four are ignored. Tries `count` nonces from `first_nonce` upwards, never beyond 2^32 - 1, each on
/// every lane. True: `hit` is the lowest nonce that hits, and its lowest lane. False: none does, `hit` is unchanged.
/// Setting up costs about as much as one hash for each lane; a caller that polls a flag passes a few thousand nonces.
bool token_grind(const token_kernel *_Nonnull kernel, const uint32_t *_Nonnull midstates,
                 const uint8_t tail[_Nonnull TOKEN_HEADER_TAIL_BYTES], uint32_t h7_mask, uint32_t first_nonce,
                 uint64_t count, token_hit *_Nonnull hit);

#endif
