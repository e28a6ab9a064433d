// processor.h: which instructions of x86 this processor has and its system lets programs use.
#ifndef TOKEN_PROCESSOR_H
#define TOKEN_PROCESSOR_H

#include <stdbool.h>

#if defined(__x86_64__)

// The SHA extensions, with SSSE3 and SSE4.1, which every kernel that uses them needs too.
bool token_processor_has_sha(void);
bool token_processor_has_avx2(void);
// AVX-512 F: all that the kernel uses.
bool token_processor_has_avx512(void);

#endif

#endif
