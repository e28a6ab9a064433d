// CTokenSockets.c: nothing but the header; a C target needs a source file.
#define _GNU_SOURCE
#include "CTokenSockets.h"

#include <string.h>

int token_accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags) {
  return accept4(descriptor, address, length, flags);
}

const char *token_errno_name(int number) { return strerrorname_np(number); }

const char *token_errno_text(int number) {
  const char *text = strerrordesc_np(number);
  return text ? text : "Unknown error";
}
