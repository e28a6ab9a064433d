// CTokenSockets.h: the Linux calls that Swift's Glibc module does not show: epoll and eventfd.
#ifndef C_TOKEN_SOCKETS_H
#define C_TOKEN_SOCKETS_H

#include <sys/epoll.h>
#include <sys/eventfd.h>

#endif
