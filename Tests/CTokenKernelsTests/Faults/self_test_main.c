// self_test_main.c: runs one kernel's self-test. Exits with 0: passed, 1: refused, 2: not supported or no such kernel.
#include <openssl/sha.h>
#include <string.h>

#include "CTokenKernels.h"

static void sha256(const uint8_t *bytes, size_t length, uint8_t *digest) { SHA256(bytes, length, digest); }

int main(int argc, char **argv) {
  const token_kernel *kernel;
  for (size_t i = 0; argc == 2 && (kernel = token_kernel_at(i)) != NULL; i++) {
    if (strcmp(kernel->name, argv[1]) != 0) continue;
    if (!kernel->supported()) return 2;
    return token_kernel_self_test(kernel, sha256) ? 0 : 1;
  }
  return 2;
}
