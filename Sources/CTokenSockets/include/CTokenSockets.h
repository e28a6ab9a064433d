// CTokenSockets.h: the Linux calls that Swift's Glibc module does not show.
#ifndef C_TOKEN_SOCKETS_H
#define C_TOKEN_SOCKETS_H

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

// socket(2)'s types and flags, as plain integers.
static const int TOKEN_STREAM = SOCK_STREAM;
static const int TOKEN_NONBLOCK = SOCK_NONBLOCK;
static const int TOKEN_CLOEXEC = SOCK_CLOEXEC;

// accept4(2), which glibc declares for GNU sources only.
int token_accept4(int descriptor, struct sockaddr *_Nullable address, socklen_t *_Nullable length, int flags);

// The name of an errno, `ECONNREFUSED`; NULL when it has none.
const char *_Nullable token_errno_name(int number);

// The text of an errno, `Connection refused`. Never changes what it returned before.
const char *_Nonnull token_errno_text(int number);

#endif
