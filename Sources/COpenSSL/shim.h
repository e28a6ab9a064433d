// shim.h: the OpenSSL headers that the package uses.

// SHA256_Init and its companions keep their state where the caller has it. What replaces them costs an allocation for a
// state and more than a block's hashing for each call.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
