// CTokenProto.h: the C behind TokenWire's messages: the arena that protobuf-c allocates from, and the code that
// protobuf-c's compiler made of Protos/.
#ifndef C_TOKEN_PROTO_H
#define C_TOKEN_PROTO_H

#include "token_arena.h"

#include <tokenrpc/v1/calls.pb-c.h>
#include <tokenrpc/v1/generation.pb-c.h>
#include <tokenrpc/v1/health.pb-c.h>
#include <tokenrpc/v1/metrics.pb-c.h>
#include <tokenrpc/v1/protocol.pb-c.h>
#include <tokenrpc/v1/reflection.pb-c.h>
#include <tokenrpc/v1/token.pb-c.h>

#endif
