// kernels.c: which kernels there are, and the checked way into each.
#include "kernels.h"

static const token_kernel *const kernels[] = {
#if defined(__x86_64__)
    &token_kernel_avx512,
    &token_kernel_sha,
    &token_kernel_avx2,
#elif defined(__aarch64__) && defined(__linux__)
    &token_kernel_arm64,
#endif
    &token_kernel_portable,
};
static const size_t kernel_count = sizeof kernels / sizeof kernels[0];

const token_kernel *token_kernel_at(size_t index) { return index < kernel_count ? kernels[index] : NULL; }

void token_prepare(const token_kernel *kernel, const uint8_t header[TOKEN_HEADER_BYTES], uint32_t first_extra_nonce,
                   token_job *job) {
  kernel->prepare(header, first_extra_nonce, job);
}

bool token_grind(const token_kernel *kernel, const token_job *job, uint32_t h7_mask, uint32_t first_nonce,
                 uint64_t count, token_hit *hit) {
  const uint64_t left = (uint64_t)UINT32_MAX + 1 - first_nonce;
  return kernel->grind(job, h7_mask, first_nonce, count < left ? count : left, hit);
}

void token_identify(const token_kernel *kernel, const uint8_t *headers, size_t count, uint8_t *digests) {
  kernel->identify(headers, count, digests);
}
