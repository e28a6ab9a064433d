// token_arena.h: a bump allocator behind protobuf-c. Zeroed memory, 16-aligned, up to a cap; freed all at once.
//
// Not thread-safe: one thread at a time owns an arena.
#ifndef TOKEN_ARENA_H
#define TOKEN_ARENA_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct token_arena token_arena;

// A place in an arena, to return to. Valid until the arena is rewound to an earlier place or reset.
typedef struct {
  void *chunk;
  size_t used;
} token_arena_mark;

// An arena that hands out at most `cap_bytes`. NULL when the system has no memory for even that much bookkeeping.
token_arena *token_arena_create(size_t cap_bytes);
void token_arena_destroy(token_arena *arena);

// The allocator to give to protobuf-c; lives as long as the arena. Its `free` does nothing.
ProtobufCAllocator *token_arena_allocator(token_arena *arena);

// `size` zeroed bytes, 16-aligned; NULL when the cap is reached or the system has none, which the arena remembers.
void *token_arena_allocate(token_arena *arena, size_t size);

token_arena_mark token_arena_here(const token_arena *arena);

// Gives back everything handed out since `mark`. Chunks are kept for the next use.
void token_arena_rewind(token_arena *arena, token_arena_mark mark);

// Gives back everything, and to the system what is above `keep_bytes`.
void token_arena_reset(token_arena *arena, size_t keep_bytes);

// Whether an allocation has failed since the last call of this function.
bool token_arena_take_exhausted(token_arena *arena);

// Bytes of chunks held from the system.
size_t token_arena_held_bytes(const token_arena *arena);

#endif
