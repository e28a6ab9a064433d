// kernels.h: the kernels that were built, one a file.
#ifndef TOKEN_KERNELS_H
#define TOKEN_KERNELS_H

#include "CTokenKernels.h"

extern const token_kernel token_kernel_portable;

#endif
