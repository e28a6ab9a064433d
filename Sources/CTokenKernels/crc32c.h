// crc32c.h: the ways to compute CRC-32C, one a file. All take and give the finished CRC, inversions inside.
#ifndef TOKEN_CRC32C_H
#define TOKEN_CRC32C_H

#include "CTokenKernels.h"

typedef uint32_t (*token_crc32c_function)(uint32_t crc, const void *data, size_t length);

// Each is null where this machine, or the target it was built for, has no such instructions.
token_crc32c_function token_crc32c_sse42(void);
token_crc32c_function token_crc32c_arm64(void);

#endif
