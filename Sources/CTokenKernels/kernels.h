// kernels.h: the kernels that this target has instructions for, one a file.
#ifndef TOKEN_KERNELS_H
#define TOKEN_KERNELS_H

#include "CTokenKernels.h"

#if defined(__x86_64__)
extern const token_kernel token_kernel_avx512;
extern const token_kernel token_kernel_sha;
extern const token_kernel token_kernel_avx2;
#elif defined(__aarch64__) && defined(__linux__)
extern const token_kernel token_kernel_arm64;
#endif
extern const token_kernel token_kernel_portable;

#endif
