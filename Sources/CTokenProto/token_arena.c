// token_arena.c: chunks in a list, the last one in use; the ones behind it are kept empty for the next time.
#include "token_arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, FIRST_CHUNK_BYTES = 16 * 1024, LARGEST_STEP_BYTES = 4 * 1024 * 1024 };

typedef struct chunk {
  struct chunk *next;
  size_t capacity;
  size_t used;
  _Alignas(ALIGNMENT) unsigned char bytes[];
} chunk;

struct token_arena {
  ProtobufCAllocator allocator;
  chunk *first;
  chunk *current;
  size_t cap_bytes;
  size_t held_bytes;
  bool exhausted;
};

static void *allocate_for_protobuf(void *arena, size_t size) {
  return token_arena_allocate(arena, size);
}

static void free_for_protobuf(void *arena, void *pointer) {
  (void)arena;
  (void)pointer;
}

token_arena *token_arena_create(size_t cap_bytes) {
  token_arena *arena = calloc(1, sizeof *arena);
  if (arena == NULL) return NULL;
  arena->allocator.alloc = allocate_for_protobuf;
  arena->allocator.free = free_for_protobuf;
  arena->allocator.allocator_data = arena;
  arena->cap_bytes = cap_bytes;
  return arena;
}

void token_arena_destroy(token_arena *arena) {
  if (arena == NULL) return;
  token_arena_reset(arena, 0);
  free(arena);
}

ProtobufCAllocator *token_arena_allocator(token_arena *arena) {
  return &arena->allocator;
}

// A chunk that holds at least `size`, made the current one. Sizes double up to a step; the cap bounds their sum.
static chunk *grow(token_arena *arena, size_t size) {
  size_t capacity = arena->current == NULL ? FIRST_CHUNK_BYTES : arena->current->capacity * 2;
  if (capacity > LARGEST_STEP_BYTES) capacity = LARGEST_STEP_BYTES;
  if (capacity < size) capacity = size;
  size_t left = arena->cap_bytes - arena->held_bytes;
  if (capacity > left) capacity = left;
  if (capacity < size) return NULL;
  chunk *added = malloc(sizeof *added + capacity);
  if (added == NULL) return NULL;
  added->next = NULL;
  added->capacity = capacity;
  added->used = 0;
  if (arena->current == NULL) {
    arena->first = added;
  } else {
    added->next = arena->current->next;
    arena->current->next = added;
  }
  arena->current = added;
  arena->held_bytes += capacity;
  return added;
}

void *token_arena_allocate(token_arena *arena, size_t size) {
  if (size > SIZE_MAX - ALIGNMENT) {
    arena->exhausted = true;
    return NULL;
  }
  // An empty allocation still gets a place of its own: NULL would mean failure.
  size_t rounded = size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  chunk *place = arena->current;
  while (place != NULL && place->capacity - place->used < rounded && place->next != NULL) {
    place = place->next;
    place->used = 0;
    arena->current = place;
  }
  if (place == NULL || place->capacity - place->used < rounded) place = grow(arena, rounded);
  if (place == NULL) {
    arena->exhausted = true;
    return NULL;
  }
  void *memory = place->bytes + place->used;
  place->used += rounded;
  return memset(memory, 0, rounded);
}

token_arena_mark token_arena_here(const token_arena *arena) {
  token_arena_mark mark = {arena->current, arena->current == NULL ? 0 : arena->current->used};
  return mark;
}

void token_arena_rewind(token_arena *arena, token_arena_mark mark) {
  arena->current = mark.chunk == NULL ? arena->first : mark.chunk;
  if (arena->current != NULL) arena->current->used = mark.used;
}

void token_arena_reset(token_arena *arena, size_t keep_bytes) {
  chunk **link = &arena->first;
  size_t kept = 0;
  while (*link != NULL) {
    chunk *each = *link;
    if (each->capacity <= keep_bytes - kept) {
      kept += each->capacity;
      each->used = 0;
      link = &each->next;
    } else {
      *link = each->next;
      free(each);
    }
  }
  arena->held_bytes = kept;
  arena->current = arena->first;
}

bool token_arena_take_exhausted(token_arena *arena) {
  bool exhausted = arena->exhausted;
  arena->exhausted = false;
  return exhausted;
}

size_t token_arena_held_bytes(const token_arena *arena) {
  return arena->held_bytes;
}
